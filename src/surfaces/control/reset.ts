import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

export interface ResetRequest {
  readonly tenantId?: string | undefined
}

/**
 * Back to the fixture: everything, with the clock and what other rooms remember; or one tenant's data alone.
 * Signing keys, the certificate authority and named snapshots stay; fixture tenants deleted since return. Throws
 * `ControlRefused`.
 */
export async function reset(rooms: ControlRooms, { tenantId }: ResetRequest): Promise<void> {
  const { access, clock, faults, forget, provisioning, store } = rooms
  if (tenantId === undefined) {
    store.reset(null)
    clock.reset()
    faults.forget()
    forget?.()
  } else store.reset(requireTenant(access, tenantId, '/tenantId'))
  provisioning.restart()
  await store.durable()
}
