import type { Reader } from '../../../../domain/access.js'
import { findBySignInName, signInWithPassword } from '../../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../../kernel/errors.js'
import { fold } from '../../../../kernel/fold.js'
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
  const scope = requestedScopes(token)
  const username = requireParameter(token.login, 'username')
  const user = signInWithPassword(token.reader, username, requireParameter(token.login, 'password'))
  return issueForUser(token, { user, scope })
}
