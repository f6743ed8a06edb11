import type { ElementKind } from '../model/build.ts'
import { awaitEvent } from './await-event.ts'

/** Waits for a message; what it waits for is compiled as its `catching`. */
export const receiveTask: ElementKind = { type: 'bpmn:ReceiveTask', compile: () => awaitEvent }
