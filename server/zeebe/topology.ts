import type { TopologyResponse } from 'zeebe-node'
import { ZeebeError } from './port.ts'

/** The cluster when each of its partitions has a healthy leader; throws UNAVAILABLE otherwise. */
export function healthyTopology(response: TopologyResponse): { gatewayVersion: string; partitions: number } {
  const { brokers, partitionsCount, gatewayVersion } = response
  const led = new Set(
    brokers
      .flatMap((broker) => broker.partitions)
      // zeebe-node declares numbers and hands over names.
      .filter((partition) => String(partition.role) === 'LEADER' && String(partition.health) === 'HEALTHY')
      .map((partition) => partition.partitionId),
  )
  if (partitionsCount === 0 || led.size < partitionsCount)
    throw new ZeebeError('UNAVAILABLE', `Only ${led.size} of ${partitionsCount} partitions have a healthy leader`)
  return { gatewayVersion, partitions: partitionsCount }
}
