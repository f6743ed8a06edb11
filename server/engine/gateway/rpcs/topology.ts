import type { UnaryHandlers } from '../rpc.ts'

/** The version whose semantics the engine has, told to clients that ask. */
const zeebeVersion = '8.5.4'

export interface Listening {
  host: string
  port: number
}

/** One broker that leads its one partition. */
export function topologyRpcs(listening: () => Listening): Pick<UnaryHandlers, 'Topology'> {
  return {
    async Topology() {
      const partitions = [{ partitionId: 1, role: 'LEADER' as const, health: 'HEALTHY' as const }]
      return {
        brokers: [{ nodeId: 0, ...listening(), version: zeebeVersion, partitions }],
        clusterSize: 1,
        partitionsCount: 1,
        replicationFactor: 1,
        gatewayVersion: zeebeVersion,
      }
    },
  }
}
