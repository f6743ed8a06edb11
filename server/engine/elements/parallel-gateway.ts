import type { ElementKind } from '../model/build.ts'
import { passThrough } from './pass-through.ts'

/** Takes all outgoing flows; that it joins (`Element.joins`) is the business of taking flows. */
export const parallelGateway: ElementKind = { type: 'bpmn:ParallelGateway', compile: () => passThrough }
