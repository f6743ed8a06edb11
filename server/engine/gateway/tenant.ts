import { invalidArgument } from './fault.ts'

/** The only tenant there is; every answer carries it. */
export const defaultTenant = '<default>'

/** Throws INVALID_ARGUMENT for a tenant other than the default one; a blank one means it. */
export function checkTenant(rpc: string, tenantId: string): void {
  if (tenantId.trim() === '' || tenantId === defaultTenant) return
  throw invalidArgument(
    `Expected to handle gRPC request ${rpc} with tenant identifier '${tenantId}', but multi-tenancy is disabled`,
  )
}
