import type { Reader } from '../../../../domain/access.js'
import { signInWithPassword } from '../../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../../kernel/errors.js'
import { fold } from '../../../../kernel/fold.js'
import type { LoginAnswer, LoginRequest } from '../../login-request.js'
import { requireTenant } from '../../tenant-segment.js'
import { type Grant, requireParameter, type TokenRequest } from '../token-request.js'
import { answerForUser, requestedScopes } from '../user-tokens.js'

/** A user's name and password (Microsoft identity platform: Resource Owner Password Credentials). */
export const password: Grant = { tenantOfShared: tenantOfUser, answer: answerPassword }

/** Only `organizations` finds the tenant by the domain of the user's name. */
function tenantOfUser(login: LoginRequest): Reader {
  if (fold(login.path.tenant ?? '') !== 'organizations') throw new DomainError('grantNotOnCommon')
  const username = requireParameter(login, 'username')
  const at = username.lastIndexOf('@')
  if (at === -1) throw new DomainError('tenantUnnamed')
  return requireTenant(login.access, username.slice(at + 1).trim())
}

function answerPassword(token: TokenRequest): Promise<LoginAnswer> {
  const scope = requestedScopes(token)
  const username = requireParameter(token.login, 'username')
  const user = signInWithPassword(token.reader, username, requireParameter(token.login, 'password'))
  return answerForUser(token, { user, scope })
}
