import type { Reader } from '../../../../domain/access.js'
import { deviceOf, markRedeemed, requireGrantedDevice, requireGrantee } from '../../../../domain/tokens/device-codes.js'
import { DomainError } from '../../../../kernel/errors.js'
import type { LoginRequest } from '../../login-request.js'
import { readTenant } from '../../tenant-segment.js'
import { requireHandleTenant } from '../handle-tenant.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'
import { issueForUser } from '../user-tokens.js'

/** The code of a device that somebody lets in on another one (Microsoft identity platform: device authorization grant). */
export const deviceCode: Grant = {
  tenantOfShared: tenantOfGrantee,
  isPolled: true,
  signIn: { eventType: 'nonInteractiveUser', authenticationProtocol: 'deviceCode' },
  issue: issueForDevice,
}

/** The device code, which version 1 calls `code`. Throws `parameterMissing`. */
function presentedCode(login: LoginRequest): string {
  return login.form.get('device_code') || login.form.get('code') || requireParameter(login, 'device_code')
}

/** Whoever lets the device in brings the tenant; until then it is the one that keeps the code. */
function tenantOfGrantee(login: LoginRequest): Reader {
  const code = presentedCode(login)
  const keeper = requireHandleTenant(login, code, 'deviceCodeMalformed')
  const grantee = deviceOf(keeper, code)?.grantee
  return (grantee && readTenant(login.access, grantee.tenantId)) ?? keeper
}

function issueForDevice(token: TokenRequest): Promise<Issued> {
  const { login, reader, client } = token
  const code = presentedCode(login)
  const keeper = requireHandleTenant(login, code, 'deviceCodeMalformed')
  const { device, grantee } = requireGrantedDevice(keeper, client, code, login.rooms.clock.now())
  if (grantee.tenantId !== reader.tenant) throw new DomainError('deviceCodeUnknown')
  const user = requireGrantee(reader, grantee)
  const actor = { kind: 'app', id: client.principal.id, requestId: login.correlationId } as const
  login.access.record(keeper.tenant, actor, (transaction) => markRedeemed(transaction, device))
  const { sessionId, signedInAt } = grantee
  return issueForUser(token, { user, scope: device.scope, sessionId, signedInAt })
}
