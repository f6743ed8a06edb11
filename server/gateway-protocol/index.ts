import type { MethodDefinition, ServiceDefinition } from '@grpc/proto-loader'
import { loadSync } from '@grpc/proto-loader'
import { gatewayProtoPath } from './proto-file.ts'

export type * from './messages.ts'
export { gatewayProtoPath }

export type GatewayMethod = MethodDefinition<object, object>
/** The service `gateway_protocol.Gateway`: path and codec of each rpc, by its name. */
export type GatewayService = ServiceDefinition

const serviceName = 'gateway_protocol.Gateway'
let loaded: GatewayService | undefined

/**
 * The service of gateway.proto, read once: int64 as decimal strings, enums by name, absent fields with their defaults.
 * Gateway and clients use the same definition, so that neither can drift from the protocol.
 */
export function loadGatewayService(): GatewayService {
  if (loaded) return loaded
  const definitions = loadSync(gatewayProtoPath(), { longs: String, enums: String, defaults: true, oneofs: true })
  const service = definitions[serviceName]
  if (service === undefined || 'format' in service) throw new Error(`gateway.proto lacks the service ${serviceName}`)
  loaded = service
  return service
}

/** One rpc of the service by its name. Throws for a name that the protocol lacks. */
export function gatewayMethod(name: string): GatewayMethod {
  const method = loadGatewayService()[name]
  if (method === undefined) throw new Error(`the gateway protocol has no rpc ${name}`)
  return method
}
