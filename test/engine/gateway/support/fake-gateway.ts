import { startGateway } from '../../../../server/engine/gateway/index.ts'
import { FakeEngine } from './fake-engine.ts'
import { type RawClient, rawClient } from './raw-client.ts'

export interface FakeGateway {
  engine: FakeEngine
  client: RawClient
  address: string
  /** What the gateway took for a bug. */
  bugs: unknown[]
  stop: () => Promise<void>
}

/** A gateway over an engine that answers as told, and a client connected to it. */
export async function fakeGateway(options: Record<string, string | number> = {}): Promise<FakeGateway> {
  const engine = new FakeEngine()
  const bugs: unknown[] = []
  const gateway = await startGateway(engine, { unexpected: (_, error) => bugs.push(error) })
  const client = rawClient(gateway.address, options)
  return {
    engine,
    client,
    bugs,
    address: gateway.address,
    stop: async () => {
      client.close()
      await gateway.stop()
    },
  }
}
