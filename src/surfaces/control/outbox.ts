import { emptyOutbox, type Mail, outbox } from '../../domain/directory/outbox.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

/** A mail that would have been sent, and by which tenant. */
export interface MailInfo extends Mail {
  readonly tenantId: string
}

/** Which tenant's mails; those of all unless given. */
export interface OutboxRequest {
  readonly tenantId?: string | undefined
}

/** The mails of each tenant, oldest first. Throws `ControlRefused`. */
export function listOutbox(rooms: ControlRooms, request: OutboxRequest): readonly MailInfo[] {
  return tenantsMeant(rooms, request).flatMap((tenantId) =>
    [...rooms.access.read(tenantId).table(outbox).rows()].map((mail) => ({ ...mail, tenantId })),
  )
}

/** Throws the mails away. Throws `ControlRefused`. */
export async function deleteOutbox(rooms: ControlRooms, request: OutboxRequest): Promise<void> {
  for (const tenantId of tenantsMeant(rooms, request))
    rooms.access.write(tenantId, { kind: 'control', id: 'outbox' }, emptyOutbox)
  await rooms.store.durable()
}

function tenantsMeant({ access }: ControlRooms, { tenantId }: OutboxRequest): readonly string[] {
  return tenantId === undefined ? access.tenants() : [requireTenant(access, tenantId, '/tenantId')]
}
