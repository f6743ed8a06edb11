import type { ElementKind } from '../model/build.ts'
import { boundaryEvent } from './boundary-event.ts'
import { businessRuleTask } from './business-rule-task.ts'
import { callActivity } from './call-activity.ts'
import { endEvent } from './end-event.ts'
import { eventBasedGateway } from './event-based-gateway.ts'
import { exclusiveGateway } from './exclusive-gateway.ts'
import { inclusiveGateway } from './inclusive-gateway.ts'
import { intermediateCatchEvent } from './intermediate-catch-event.ts'
import { intermediateThrowEvent } from './intermediate-throw-event.ts'
import { manualTask } from './manual-task.ts'
import { parallelGateway } from './parallel-gateway.ts'
import { processElement } from './process.ts'
import { receiveTask } from './receive-task.ts'
import { scriptTask } from './script-task.ts'
import { sendTask } from './send-task.ts'
import { serviceTask } from './service-task.ts'
import { startEvent } from './start-event.ts'
import { subProcess } from './sub-process.ts'
import { undefinedTask } from './undefined-task.ts'
import { userTask } from './user-task.ts'

/** All elements that the engine runs, by BPMN type; what is not here is refused at deployment. */
export const elementKinds: ReadonlyMap<string, ElementKind> = new Map(
  [
    processElement,
    subProcess,
    callActivity,
    startEvent,
    endEvent,
    boundaryEvent,
    intermediateCatchEvent,
    intermediateThrowEvent,
    serviceTask,
    sendTask,
    receiveTask,
    userTask,
    scriptTask,
    businessRuleTask,
    manualTask,
    undefinedTask,
    exclusiveGateway,
    inclusiveGateway,
    parallelGateway,
    eventBasedGateway,
  ].map((kind) => [kind.type, kind]),
)
