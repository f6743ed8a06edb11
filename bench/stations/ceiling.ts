import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js'
import { loadGatewayService } from '../../server/gateway-protocol/index.ts'
import { serve } from '../process/serve.ts'

/**
 * What gRPC alone allows: a server with the gateway's protocol and options that answers the calls of the load with
 * nothing behind it. Jobs are numbers in a list; no diagram, no state, no disk.
 */

interface Fetch {
  call: ServerWritableStream<{ maxJobsToActivate: number }, object>
  timer: NodeJS.Timeout
}

let tasks = 1
let counter = 0
const jobs: object[] = []
const fetches: Fetch[] = []
const pushed = new Set<ServerWritableStream<object, object>>()
const positions = new Map<string, { instance: string; task: number }>()

function offer(instance: string, task: number): void {
  const key = String(2251799813685249 + counter++)
  positions.set(key, { instance, task })
  const job = {
    key,
    type: 'work',
    processInstanceKey: instance,
    bpmnProcessId: 'bench',
    processDefinitionVersion: 1,
    processDefinitionKey: '2251799813685250',
    elementId: 'task',
    elementInstanceKey: instance,
    customHeaders: '{}',
    worker: 'bench',
    retries: 3,
    deadline: '1700000000000',
    variables: '{"service":"birth-certificate-copy","copies":2,"urgent":false,"amount":120,"status":"open"}',
    tenantId: '<default>',
  }
  const [stream] = pushed
  if (stream) stream.write(job)
  else {
    jobs.push(job)
    const fetch = fetches.shift()
    if (fetch) setImmediate(() => give(fetch))
  }
}

function give({ call, timer }: Fetch): void {
  clearTimeout(timer)
  if (jobs.length > 0) call.write({ jobs: jobs.splice(0, call.request.maxJobsToActivate) })
  call.end()
}

const server = new Server({
  'grpc.max_receive_message_length': 4 * 1024 * 1024,
  'grpc.max_send_message_length': -1,
  'grpc.enable_channelz': 0,
})
server.addService(loadGatewayService(), {
  CreateProcessInstance(_call: ServerUnaryCall<object, object>, answer: sendUnaryData<object>) {
    const processInstanceKey = String(2251799813685249 + counter++)
    answer(null, {
      processDefinitionKey: '2251799813685250',
      bpmnProcessId: 'bench',
      version: 1,
      processInstanceKey,
      tenantId: '<default>',
    })
    offer(processInstanceKey, 1)
  },
  CompleteJob({ request }: ServerUnaryCall<{ jobKey: string }, object>, answer: sendUnaryData<object>) {
    const position = positions.get(request.jobKey)
    positions.delete(request.jobKey)
    answer(null, {})
    if (position && position.task < tasks) offer(position.instance, position.task + 1)
  },
  ActivateJobs(call: Fetch['call']) {
    const fetch: Fetch = { call, timer: setTimeout(() => give(fetch), 2000) }
    if (jobs.length > 0) give(fetch)
    else fetches.push(fetch)
    call.on('cancelled', () => {
      clearTimeout(fetch.timer)
      const place = fetches.indexOf(fetch)
      if (place >= 0) fetches.splice(place, 1)
    })
  },
  StreamActivatedJobs(call: ServerWritableStream<object, object>) {
    pushed.add(call)
    call.on('cancelled', () => pushed.delete(call))
  },
})

serve({
  open: () =>
    new Promise((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve({ port }),
      )
    }),
  /** How many tasks an instance has from now on. */
  tasks(count: number) {
    tasks = count
  },
})
