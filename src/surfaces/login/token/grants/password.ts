import type { Reader } from '../../../../domain/access.js'
import { findBySignInName, signInWithPassword } from '../../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../../kernel/errors.js'
import { fold } from '../../../../kernel/fold.js'
import { countingFailures } from '../../count-failures.js'
import type { LoginRequest } from '../../login-request.js'
import { requireTenant } from '../../tenant-segment.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'
import { issueForUser, requestedScopes } from '../user-tokens.js'

/** A user's name and password (Microsoft identity platform: Resource Owner Password Credentials). */
export const password: Grant = {
  tenantOfShared: tenantOfUser,
  signIn: { eventType: 'interactiveUser', authenticationProtocol: 'ropc' },
  userOf: ({ form }, reader) => findBySignInName(reader, form.get('username') ?? '') ?? form.get('username'),
  issue: issueForPassword,
}

/** Only `organizations` finds the tenant by the domain of the user's name. */
function tenantOfUser(login: LoginRequest): Reader {
  if (fold(login.path.tenant ?? '') !== 'organizations') throw new DomainError('grantNotOnCommon')
  const username = requireParameter(login, 'username')
  const at = username.lastIndexOf('@')
  if (at === -1) throw new DomainError('tenantUnnamed')
  return requireTenant(login.access, username.slice(at + 1).trim())
}

function issueForPassword(token: TokenRequest): Promise<Issued> {
  const { login, reader } = token
  const scope = requestedScopes(token)
  const name = requireParameter(login, 'username')
  const plain = requireParameter(login, 'password')
  const user = countingFailures(login, reader, { name, plain }, () =>
    signInWithPassword(reader, name, plain, login.rooms.clock.now()),
  )
  return issueForUser(token, { user, scope })
}
