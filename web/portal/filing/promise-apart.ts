import type { Form, Item, Step } from '#forms'

/** Key of the last step: check the answers, promise, submit. */
export const CHECK_STEP = 'kiem-tra'

/**
 * A promise (a box of the last step that must be ticked) is given when everything else has been read again: it moves to a
 * step of its own. The check is the same; only the page differs.
 */
export function promiseApart(form: Form): Form {
  const last = form.steps.at(-1)
  const promises = (last?.items ?? []).filter(isPromise)
  const check: Step = { key: CHECK_STEP, title: { vi: '', en: '' }, hide: undefined, items: promises }
  const steps = form.steps.flatMap((step): Step[] => {
    const items = step === last ? step.items.filter((item) => !isPromise(item)) : step.items
    return items.length > 0 ? [{ ...step, items }] : []
  })
  return { ...form, steps: [...steps, check] }
}

function isPromise(item: Item): boolean {
  return item.type === 'field' && item.field.control.kind === 'checkbox' && item.field.required === true
}
