import type { SyncRequest } from '../../domain/provisioning/provisioning.js'
import type { Mechanism } from '../../domain/provisioning/rules/facts.js'
import type { RoutePattern } from '../../http/router.js'
import type { NewAdminUser, PasswordChange, PasswordReset } from './admin-users.js'
import type { ClockMove } from './clock.js'
import type { Control } from './control.js'
import type { NewFault } from './faults.js'
import type { ImportRequest } from './import.js'
import type { NewIssuer } from './issuers.js'
import { reportText } from './report-text.js'
import type { ResetRequest } from './reset.js'
import type { SettingsRequest } from './settings.js'
import type { NewTenant } from './tenants.js'
import type { TokenRequest } from './tokens.js'

/** What a handler has to work with. The body has been held against the operation's schema. */
export interface ControlCall {
  readonly control: Control
  readonly parameters: Readonly<Record<string, string>>
  readonly query: ReadonlyMap<string, string>
  readonly body: unknown
  /** Where URLs in the answer start. */
  readonly origin: string
}

export interface ControlAnswer {
  readonly status: number
  /** A text is sent as it is, anything else as JSON; without it the answer has no body. */
  readonly body?: unknown
  readonly contentType?: string
  /** The JSON of an answer that may be long, in place of `body`. */
  readonly pieces?: Iterable<string>
}

export interface ControlRoute extends RoutePattern {
  readonly operationId: string
  /** Answered without the control token. */
  readonly open?: true
  readonly handler: (call: ControlCall) => ControlAnswer | Promise<ControlAnswer>
}

/** The calls of the control plane. Bodies have the shape that `openapi/control.yaml` gives them. */
export const controlRoutes: readonly ControlRoute[] = [
  { method: 'GET', path: '/_emulator/health', operationId: 'getHealth', open: true, handler: getHealth },
  { method: 'GET', path: '/_emulator/info', operationId: 'getInfo', handler: getInfo },
  {
    method: 'GET',
    path: '/_emulator/ca.pem',
    operationId: 'getCertificateAuthority',
    handler: getCertificateAuthority,
  },
  { method: 'POST', path: '/_emulator/reset', operationId: 'postReset', handler: postReset },
  { method: 'POST', path: '/_emulator/tenants', operationId: 'postTenant', handler: postTenant },
  { method: 'DELETE', path: '/_emulator/tenants/{id}', operationId: 'deleteTenant', handler: deleteTenant },
  { method: 'GET', path: '/_emulator/snapshots', operationId: 'getSnapshots', handler: getSnapshots },
  { method: 'POST', path: '/_emulator/snapshots', operationId: 'postSnapshot', handler: postSnapshot },
  {
    method: 'POST',
    path: '/_emulator/snapshots/{name}/restore',
    operationId: 'restoreSnapshot',
    handler: restoreSnapshot,
  },
  { method: 'DELETE', path: '/_emulator/snapshots/{name}', operationId: 'deleteSnapshot', handler: deleteSnapshot },
  { method: 'GET', path: '/_emulator/clock', operationId: 'getClock', handler: getClock },
  { method: 'POST', path: '/_emulator/clock', operationId: 'postClock', handler: postClock },
  { method: 'POST', path: '/_emulator/sync', operationId: 'postSync', handler: postSync },
  { method: 'GET', path: '/_emulator/settings', operationId: 'getSettings', handler: getSettings },
  { method: 'POST', path: '/_emulator/settings', operationId: 'postSettings', handler: postSettings },
  { method: 'POST', path: '/_emulator/import', operationId: 'postImport', handler: postImport },
  { method: 'POST', path: '/_emulator/admin/users', operationId: 'postAdminUser', handler: postAdminUser },
  {
    method: 'POST',
    path: '/_emulator/admin/users/{id}/resetPassword',
    operationId: 'postResetPassword',
    handler: postResetPassword,
  },
  {
    method: 'POST',
    path: '/_emulator/users/{id}/changePassword',
    operationId: 'postChangePassword',
    handler: postChangePassword,
  },
  { method: 'GET', path: '/_emulator/outbox', operationId: 'getOutbox', handler: getOutbox },
  { method: 'DELETE', path: '/_emulator/outbox', operationId: 'deleteOutbox', handler: deleteOutbox },
  {
    method: 'GET',
    path: '/_emulator/diagnostics/{environment}/{user}',
    operationId: 'getDiagnostics',
    handler: getDiagnostics,
  },
  {
    method: 'POST',
    path: '/_emulator/diagnostics/{environment}/{user}',
    operationId: 'postDiagnostics',
    handler: postDiagnostics,
  },
  { method: 'POST', path: '/_emulator/issuers', operationId: 'postIssuer', handler: postIssuer },
  { method: 'POST', path: '/_emulator/faults', operationId: 'postFault', handler: postFault },
  { method: 'DELETE', path: '/_emulator/faults', operationId: 'deleteFaults', handler: deleteFaults },
  { method: 'POST', path: '/_emulator/tokens', operationId: 'postToken', handler: postToken },
]

const NO_CONTENT: ControlAnswer = { status: 204 }

function ok(body: unknown, status = 200): ControlAnswer {
  return { status, body }
}

export function getHealth({ control }: ControlCall): ControlAnswer {
  return ok(control.health())
}

export function getInfo({ control, origin }: ControlCall): ControlAnswer {
  return ok(control.info(origin))
}

export async function getCertificateAuthority({ control }: ControlCall): Promise<ControlAnswer> {
  return { status: 200, body: await control.certificateAuthority(), contentType: 'application/x-pem-file' }
}

export async function postReset({ control, body }: ControlCall): Promise<ControlAnswer> {
  await control.reset(body as ResetRequest)
  return NO_CONTENT
}

export async function postTenant({ control, body, origin }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.tenants(body as NewTenant, origin), 201)
}

export async function deleteTenant({ control, parameters }: ControlCall): Promise<ControlAnswer> {
  await control.deleteTenant(parameters.id ?? '')
  return NO_CONTENT
}

export async function getSnapshots({ control }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.snapshots())
}

export async function postSnapshot({ control, body }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.snapshots(body as { name: string }), 201)
}

export async function restoreSnapshot({ control, parameters }: ControlCall): Promise<ControlAnswer> {
  await control.restoreSnapshot(parameters.name ?? '')
  return NO_CONTENT
}

export async function deleteSnapshot({ control, parameters }: ControlCall): Promise<ControlAnswer> {
  await control.deleteSnapshot(parameters.name ?? '')
  return NO_CONTENT
}

export async function getClock({ control }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.clock())
}

export async function postClock({ control, body }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.clock(body as ClockMove))
}

export async function postSync({ control, body, query }: ControlCall): Promise<ControlAnswer> {
  const tenantId = query.get('tenantId')
  const report = await control.sync({ ...(tenantId !== undefined && { tenantId }), ...(body as SyncRequest) })
  return { status: 200, pieces: reportText(report) }
}

export async function getSettings({ control, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.settings({ ...tenantOf(query), environment: query.get('environment') }))
}

export async function postSettings({ control, body, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.settings({ ...tenantOf(query), ...(body as SettingsRequest) }))
}

export async function postImport({ control, body, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.import({ ...tenantOf(query), ...(body as ImportRequest) }))
}

export async function postAdminUser({ control, body, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.adminUsers({ ...tenantOf(query), ...(body as NewAdminUser) }), 201)
}

export async function postResetPassword({ control, parameters, body, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.resetPassword(parameters.id ?? '', { ...tenantOf(query), ...(body as PasswordReset) }))
}

export async function postChangePassword({ control, parameters, body, query }: ControlCall): Promise<ControlAnswer> {
  await control.changePassword(parameters.id ?? '', { ...tenantOf(query), ...(body as PasswordChange) })
  return NO_CONTENT
}

export async function getOutbox({ control, query }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.outbox(tenantOf(query)))
}

export async function deleteOutbox({ control, query }: ControlCall): Promise<ControlAnswer> {
  await control.deleteOutbox(tenantOf(query))
  return NO_CONTENT
}

function tenantOf(query: ControlCall['query']): { readonly tenantId?: string } {
  const tenantId = query.get('tenantId')
  return tenantId === undefined ? {} : { tenantId }
}

export function getDiagnostics(call: ControlCall): Promise<ControlAnswer> {
  return diagnosticsOf(call, false)
}

export function postDiagnostics(call: ControlCall): Promise<ControlAnswer> {
  return diagnosticsOf(call, true)
}

async function diagnosticsOf({ control, parameters, query }: ControlCall, sync: boolean): Promise<ControlAnswer> {
  const { environment = '', user = '' } = parameters
  const mechanism = query.get('mechanism') as Mechanism | undefined
  return ok(await control.diagnostics(environment, user, { tenantId: query.get('tenantId'), mechanism, sync }))
}

export async function postIssuer({ control, body, query }: ControlCall): Promise<ControlAnswer> {
  await control.issuers({ ...tenantOf(query), ...(body as NewIssuer) })
  return NO_CONTENT
}

export async function postFault({ control, body }: ControlCall): Promise<ControlAnswer> {
  await control.faults(body as NewFault)
  return NO_CONTENT
}

export async function deleteFaults({ control }: ControlCall): Promise<ControlAnswer> {
  await control.deleteFaults()
  return NO_CONTENT
}

export async function postToken({ control, body, origin }: ControlCall): Promise<ControlAnswer> {
  return ok(await control.tokens(body as TokenRequest, origin))
}
