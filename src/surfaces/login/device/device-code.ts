import { DEVICE_CODE_LIFETIME, issueDeviceCode } from '../../../domain/tokens/device-codes.js'
import { openIdScopes, parseScopes } from '../../../domain/tokens/scopes.js'
import { requireAudience } from '../../../domain/tokens/sign-in-audience.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { refuseRepeated } from '../refuse-repeated.js'
import { clientFinder, homeOf } from '../sign-in/client-finder.js'
import { isSharedSegment, requireTenant, tenantsOf } from '../tenant-segment.js'
import { requireParameter } from '../token/token-request.js'

/** Where a device without a browser gets the code that it shows (Microsoft identity platform: device authorization grant). */
export function postDeviceCode(login: LoginRequest): LoginAnswer {
  const { codes, page, message } = newCodes(login, requireParameter(login, 'scope'))
  const times = { expires_in: DEVICE_CODE_LIFETIME, interval: login.rooms.deviceCodeInterval }
  return { status: 200, body: { ...codes, verification_uri: page, ...times, message } }
}

/** The same at version 1.0, which names a resource, calls the page `verification_url` and writes numbers as strings. */
export function postDeviceCodeV1(login: LoginRequest): LoginAnswer {
  const openId = openIdScopes(login.form.get('scope') ?? '')
  const { codes, page, message } = newCodes(
    login,
    [`${requireParameter(login, 'resource')}/.default`, 'openid', ...openId].join(' '),
  )
  const times = { expires_in: String(DEVICE_CODE_LIFETIME), interval: String(login.rooms.deviceCodeInterval) }
  return { status: 200, body: { ...codes, verification_url: page, ...times, message } }
}

/** Throws the refusals of clients, tenants and scopes. */
function newCodes(login: LoginRequest, scope: string) {
  refuseRepeated(login)
  const { access, path, target, correlationId } = login
  const segment = path.tenant ?? ''
  const named = isSharedSegment(segment) ? undefined : requireTenant(access, segment)
  const appId = requireParameter(login, 'client_id')
  const client = clientFinder(login, appId)(named)
  requireAudience(client, fold(segment))
  parseScopes(scope)
  const reader = named ?? homeOf(tenantsOf(access).all(), appId)
  const actor = { kind: 'app', id: client.principal.id, requestId: correlationId } as const
  const { userCode, deviceCode } = access.record(reader.tenant, actor, (transaction) =>
    issueDeviceCode(transaction, { appId: client.appId, tenantId: named?.tenant ?? null, scope }),
  )
  const page = `${target.origin}/common/oauth2/deviceauth`
  const message = `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`
  return { codes: { user_code: userCode, device_code: deviceCode }, page, message }
}
