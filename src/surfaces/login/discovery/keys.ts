import { issuersOf } from '../../../domain/tokens/issuer.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { isSharedSegment, requireTenant } from '../tenant-segment.js'

/** The public signing keys, the same for every tenant. Throws `tenantMalformed` and `tenantNotFound`. */
export async function getKeys({ path, target, access, rooms }: LoginRequest): Promise<LoginAnswer> {
  const segment = path.tenant ?? ''
  const tenant = isSharedSegment(segment) ? '{tenantid}' : requireTenant(access, segment).tenant
  const issuer = issuersOf(target.origin, target.host, tenant).v2
  const keys = await rooms.signer.publicKeys()
  return { status: 200, body: { keys: keys.map((key) => ({ ...key, issuer })) } }
}
