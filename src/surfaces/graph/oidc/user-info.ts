import { getUser } from '../../../domain/directory/find-principal.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { pairwiseSubject } from '../../../domain/tokens/subject.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { type Call, type Route, readerOf } from '../call.js'

/** Who is signed in, as far as the token's OpenID Connect scopes tell (Microsoft identity platform: UserInfo endpoint). */
function userInfo(call: Call): Answer {
  const { caller, target } = call
  const told = (scope: string) => caller.unchecked || caller.scopes.has(scope)
  if (caller.kind === 'app' || !told('openid')) throw new DomainError('denied', { operation: 'userInfo' })
  const user = getUser(readerOf(call), caller.oid)
  const claims = {
    sub: pairwiseSubject(caller.tenantId, caller.appId, user.id),
    ...(told('profile') && profileOf(user, `${target.origin}/v1.0/me/photo/$value`)),
    ...(told('email') && user.mail !== null && { email: user.mail }),
  }
  return { status: 200, json: claims, contentType: 'application/json;charset=utf-8' }
}

function profileOf({ displayName, surname, givenName }: User, picture: string): object {
  return {
    ...(displayName !== null && { name: displayName }),
    ...(surname !== null && { family_name: surname }),
    ...(givenName !== null && { given_name: givenName }),
    picture,
  }
}

const shared = { path: '/oidc/userinfo', handler: userInfo, permission: null } as const

/** What stands beside the versions of Graph, under the same host. */
export const oidcRoutes: readonly Route[] = [
  { ...shared, method: 'GET', operationId: 'userInfo.get' },
  { ...shared, method: 'POST', operationId: 'userInfo.post', body: 'none' },
]
