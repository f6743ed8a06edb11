import { type Day, parseDay } from '#calendar'
import { type Expression, type FeelValue, toJson } from '#feel'
import type { Component } from './component.ts'
import type { Scope } from './scope.ts'

/** A limit that the form states or works out. */
export type Bound<T> = T | Expression | undefined

/** `min` and `max` of a number: a number, or FEEL. */
export function numberBound(component: Component, name: string): Bound<number> {
  const value = component.value(name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && value.startsWith('=')) return component.expression(value)
  return component.number(name)
}

/** `notBefore` and `notAfter` of a day: an ISO day, or FEEL giving a date. */
export function dayBound(component: Component, name: string): Bound<Day> {
  const text = component.property(name)
  if (text === undefined) return undefined
  if (text.startsWith('=')) return component.expression(text)
  if (parseDay(text) !== undefined) return text
  component.fault(`${name} must be a day YYYY-MM-DD or an expression`)
  return undefined
}

/** The limit as it is for these answers; undefined, and so no limit, where FEEL gives nothing of use. */
export function boundNow<T extends string | number>(
  bound: Bound<T>,
  scope: Scope,
  read: (value: FeelValue) => T | undefined,
): T | undefined {
  return typeof bound === 'object' ? read(scope.evaluate(bound)) : bound
}

export function asNumber(value: FeelValue): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** A FEEL date, or its text. */
export function asDay(value: FeelValue): Day | undefined {
  const json = toJson(value)
  return typeof json === 'string' && parseDay(json) !== undefined ? json : undefined
}
