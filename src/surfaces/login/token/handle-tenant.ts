import type { Reader } from '../../../domain/access.js'
import { tenantOfHandle } from '../../../domain/tokens/tenant-handle.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import { isForConsumers, readTenant } from '../tenant-segment.js'

/** The tenant that made a code or a token. Throws `word` when it names none, or one whose accounts are not wanted here. */
export function requireHandleTenant(login: LoginRequest, handle: string, word: string): Reader {
  const tenant = isForConsumers(login) ? undefined : tenantOfHandle(handle)
  const reader = tenant === undefined ? undefined : readTenant(login.access, tenant)
  if (!reader) throw new DomainError(word)
  return reader
}
