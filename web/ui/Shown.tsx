import type { ReactNode } from 'react'
import type { Loaded } from '../api/index.ts'
import { Failure } from './Failure.tsx'
import { Skeleton, type SkeletonLine } from './Skeleton.tsx'

interface ShownProps<Value> {
  of: Loaded<Value>
  /** The shape of what is coming. */
  skeleton: readonly SkeletonLine[]
  /** It is the page: when it fails, that is the heading. */
  whole?: boolean
  children: (value: Value) => ReactNode
}

/** The states of what is loaded: its shape in grey, what failed with the way to try again, or itself. */
export function Shown<Value>({ of, skeleton, whole = false, children }: ShownProps<Value>) {
  if (of.state === 'loading') return <Skeleton lines={skeleton} />
  if (of.state === 'failed') return <Failure problem={of.problem} onRetry={of.retry} whole={whole} />
  return children(of.value)
}
