import type { Expression } from '#feel'
import type { Component } from './component.ts'
import type { Placed, Rule } from './form.ts'

/** What is collected while components are read; rows have one of their own. */
export interface Reading {
  placed: Placed[]
  rules: Rule[]
  keys: Set<string>
  depth: number
  /** Conditions of the groups around. */
  hide: readonly Expression[]
  inRow: boolean
}

export function within(reading: Reading, hide: Expression | undefined): Reading {
  return { ...reading, depth: reading.depth + 1, hide: hide ? [...reading.hide, hide] : reading.hide }
}

export function hideOf(component: Component): Expression | undefined {
  const hide = component.part('conditional').value('hide')
  if (hide === undefined || hide === null || hide === '') return undefined
  if (typeof hide === 'string') return component.expression(hide)
  component.fault('conditional.hide must be an expression')
  return undefined
}
