import type { ElementKind } from '../model/build.ts'
import { passThrough } from './pass-through.ts'

export const manualTask: ElementKind = { type: 'bpmn:ManualTask', compile: () => passThrough }
