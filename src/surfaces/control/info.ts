import { describeTenant, type TenantInfo } from './describe-tenant.js'
import type { ControlRooms, ServedUrls } from './rooms.js'

export interface Info {
  readonly name: 'graphverse'
  readonly version: string
  readonly urls: ServedUrls
  readonly tenants: readonly TenantInfo[]
}

/** What this emulator is and holds. URLs carry the address under which it was asked. */
export function info({ version, servedAt, access }: ControlRooms, origin: string): Info {
  const tenants = access.tenants().map((tenant) => describeTenant(access.read(tenant), origin))
  return { name: 'graphverse', version, urls: servedAt(), tenants }
}
