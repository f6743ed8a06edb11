import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { gatewayMethod } from '../../../server/gateway-protocol/index.ts'
import { type CallStep, type Conversation, readResource } from './conversation.ts'
import { type Bindings, filled, filledText, mismatches } from './matching.ts'

const STREAMS = ['ActivateJobs']
const PATIENCE_MILLISECONDS = 10_000
const BETWEEN_TRIES_MILLISECONDS = 50
/** A call that hangs is a fault of its own. */
const CALL_MILLISECONDS = 30_000

/** What came of a call: its answer, or the status with its text. */
type Came = { status: 'OK'; answer: unknown } | { status: string; text: string }

/** Replays conversations at a gateway. */
export class Replay {
  readonly #client: Client

  constructor(address: string) {
    this.#client = new Client(address, credentials.createInsecure())
  }
  close(): void {
    this.#client.close()
  }

  /** Resolves with what went otherwise than the conversation says, at the first such step; none if all went so. */
  async play({ steps }: Conversation, run: string): Promise<string[]> {
    const bindings: Bindings = new Map([['run', run]])
    for (const [index, step] of steps.entries()) {
      const faults = 'deploy' in step ? await this.#deploy(step.deploy, run) : await this.#expect(step, bindings)
      const what = 'deploy' in step ? 'deploy' : step.call
      if (faults.length > 0) return faults.map((fault) => `step ${index + 1} (${what}): ${fault}`)
    }
    return []
  }

  async #deploy(names: string[], run: string): Promise<string[]> {
    const came = await this.#call('DeployResource', { resources: names.map((name) => readResource(name, run)) })
    return 'text' in came ? [`${came.status}: ${came.text}`] : []
  }

  async #expect(step: CallStep, bindings: Bindings): Promise<string[]> {
    const end = Date.now() + (step.eventually ? PATIENCE_MILLISECONDS : 0)
    for (;;) {
      const request = withResources(filled(step.request ?? {}, bindings), bindings)
      const faults = faultsOf(step, await this.#call(step.call, request), bindings)
      if (faults.length === 0 || Date.now() >= end) return faults
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MILLISECONDS))
    }
  }

  #call(name: string, request: object): Promise<Came> {
    const { path, requestSerialize, responseDeserialize } = gatewayMethod(name)
    const options = { deadline: Date.now() + CALL_MILLISECONDS }
    return new Promise((resolve) => {
      const failed = ({ code, details }: ServiceError) =>
        resolve({ status: status[code] ?? String(code), text: details })
      if (STREAMS.includes(name)) {
        const jobs: unknown[] = []
        this.#client
          .makeServerStreamRequest(path, requestSerialize, responseDeserialize, request, options)
          .on('data', (answer: { jobs: unknown[] }) => jobs.push(...answer.jobs))
          .on('error', failed)
          .on('end', () => resolve({ status: 'OK', answer: { jobs } }))
      } else
        this.#client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          new Metadata(),
          options,
          (error, answer: unknown) => (error ? failed(error) : resolve({ status: 'OK', answer })),
        )
    })
  }
}

function faultsOf(step: CallStep, came: Came, bindings: Bindings): string[] {
  const wanted = step.status ?? 'OK'
  if (came.status !== wanted)
    return [`the status is ${came.status}${'text' in came ? ` (${came.text})` : ''} instead of ${wanted}`]
  if (!('text' in came)) return step.answer === undefined ? [] : mismatches(step.answer, came.answer, bindings)
  const faults: string[] = []
  const [whole, begin] = [step.text, step.textBegins].map((text) => text && filledText(text, bindings))
  if (whole !== undefined && came.text !== whole) faults.push(`the text is '${came.text}' instead of '${whole}'`)
  if (begin !== undefined && !came.text.startsWith(begin))
    faults.push(`the text is '${came.text}' and does not begin with '${begin}'`)
  return faults
}

/** Resources may be named `{file}` (of `diagrams/`), or stand there as `{name, text}`. */
function withResources(request: unknown, bindings: Bindings): object {
  const given: { [name: string]: unknown } = { ...(typeof request === 'object' ? request : {}) }
  if (!Array.isArray(given.resources)) return given
  const resources = given.resources.map((resource: { file?: string; name?: string; text?: string }) =>
    resource.file === undefined
      ? { name: resource.name ?? '', content: Buffer.from(resource.text ?? '') }
      : readResource(resource.file, bindings.get('run') ?? ''),
  )
  return { ...given, resources }
}
