import type { ElementKind } from '../model/build.ts'
import { passThrough } from './pass-through.ts'

/** A task without a type. */
export const undefinedTask: ElementKind = { type: 'bpmn:Task', compile: () => passThrough }
