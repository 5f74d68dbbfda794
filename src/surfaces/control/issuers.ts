import type { JsonWebKey } from '../../domain/tokens/assertion-rows.js'
import { trustIssuer } from '../../domain/tokens/trusted-issuers.js'
import { DomainError } from '../../kernel/errors.js'
import { badRequest } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

/** The public keys of an issuer outside this emulator. */
export interface NewIssuer {
  /** Exactly as the `iss` of its tokens names it. */
  readonly issuer: string
  /** RSA keys as they stand in its key set. */
  readonly keys: readonly JsonWebKey[]
  /** The tenant whose apps may sign in with its tokens; all of them unless given. */
  readonly tenantId?: string | undefined
}

/**
 * Tells the emulator the keys that it cannot fetch, so that federated identity credentials work with tokens of that
 * issuer. Throws `ControlRefused`.
 */
export async function addIssuer(rooms: ControlRooms, { issuer, keys, tenantId }: NewIssuer): Promise<void> {
  const { access, store } = rooms
  const tenants = tenantId === undefined ? access.tenants() : [requireTenant(access, tenantId, '/tenantId')]
  for (const tenant of tenants) {
    try {
      access.write(tenant, { kind: 'control', id: 'issuers' }, (transaction) => trustIssuer(transaction, issuer, keys))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      throw badRequest('Name at least one public RSA key ("kty", "n" and "e"), and no private one.', '/keys')
    }
  }
  await store.durable()
}
