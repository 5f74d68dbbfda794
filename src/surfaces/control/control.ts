import type { Diagnosis } from '../../domain/provisioning/diagnosis.js'
import type { SyncRequest } from '../../domain/provisioning/provisioning.js'
import type { SyncReport } from '../../domain/provisioning/sync-report.js'
import {
  addAdminUser,
  type CredentialsInfo,
  changePassword,
  type NewAdminUser,
  type PasswordChange,
  type PasswordReset,
  resetAdminUserPassword,
} from './admin-users.js'
import { type ClockInfo, type ClockMove, describeClock, moveClock } from './clock.js'
import { notFound } from './control-refused.js'
import type { TenantInfo } from './describe-tenant.js'
import { type DiagnosticsOptions, diagnostics } from './diagnostics.js'
import { type NewFault, orderFault } from './faults.js'
import { type ImportLog, type ImportRequest, importRows } from './import.js'
import { type Info, info } from './info.js'
import { addIssuer, type NewIssuer } from './issuers.js'
import { deleteOutbox, listOutbox, type MailInfo, type OutboxRequest } from './outbox.js'
import { type ResetRequest, reset } from './reset.js'
import type { ControlRooms } from './rooms.js'
import { type SettingsInfo, type SettingsRequest, settings } from './settings.js'
import { deleteSnapshot, listSnapshots, restoreSnapshot, type SnapshotInfo, takeSnapshot } from './snapshots.js'
import { sync } from './sync.js'
import { createTenant, deleteTenant, type NewTenant } from './tenants.js'
import { makeToken, type TokenRequest } from './tokens.js'

/**
 * The control plane's calls, for callers in the same process; over HTTP they are the paths of the same names under
 * `/_emulator/`. Where a path takes GET and POST, the call without an argument is the GET. Refusals are thrown as
 * `ControlRefused`, with the status, code and JSON pointer that the HTTP answer would have.
 */
export interface Control {
  health(): { readonly status: 'ok' }
  /** `origin` is the address that URLs in the answer start with; by default where the emulator listens. */
  info(origin?: string): Info
  reset(request?: ResetRequest): Promise<void>
  tenants(tenant: NewTenant, origin?: string): Promise<TenantInfo>
  deleteTenant(tenantId: string): Promise<void>
  snapshots(): Promise<readonly SnapshotInfo[]>
  snapshots(snapshot: { readonly name: string }): Promise<SnapshotInfo>
  restoreSnapshot(name: string): Promise<void>
  deleteSnapshot(name: string): Promise<void>
  clock(move?: ClockMove): Promise<ClockInfo>
  sync(request?: SyncRequest): Promise<SyncReport>
  /** Changes settings of environments, or, without `settings`, tells which are in force. */
  settings(request?: SettingsRequest): Promise<SettingsInfo>
  /** Imports rows as the data import wizard does; whoever is named and not known becomes a stub user. */
  import(request: ImportRequest): Promise<ImportLog>
  /** Adds an account as the form of an admin center does; the answer alone has the password. */
  adminUsers(form: NewAdminUser): Promise<CredentialsInfo>
  /** Gives a user (id, user principal name or sign-in name) a temporary password, told this once. */
  resetPassword(user: string, request?: PasswordReset): Promise<CredentialsInfo>
  /** What a user does whom the sign-in asks for a new password. */
  changePassword(user: string, change: PasswordChange): Promise<void>
  /** The mails that would have been sent. */
  outbox(request?: OutboxRequest): Promise<readonly MailInfo[]>
  deleteOutbox(request?: OutboxRequest): Promise<void>
  /** Why a user (object id or user principal name) is, or is not, in an environment (unique name or id). */
  diagnostics(environment: string, user: string, options?: DiagnosticsOptions): Promise<Diagnosis>
  /** Tells the public keys of an issuer whose tokens federated identity credentials name. */
  issuers(issuer: NewIssuer): Promise<void>
  /** Lets the next requests of a service fail, so that its clients show how they try again; a full reset forgets them. */
  faults(fault: NewFault): Promise<void>
  deleteFaults(): Promise<void>
  /** An access token without a sign-in. */
  tokens(request: TokenRequest, origin?: string): Promise<{ readonly access_token: string }>
  /** The certificate authority in PEM. */
  certificateAuthority(): Promise<string>
}

const NOT_LISTENING = 'http://localhost:4400'

/** Makes the calls of an emulator's control plane. */
export function createControl(rooms: ControlRooms): Control {
  const home = () => rooms.servedAt().http ?? NOT_LISTENING
  const control: Omit<Control, 'snapshots'> = {
    health: () => ({ status: 'ok' }),
    info: (origin = home()) => info(rooms, origin),
    reset: (request = {}) => reset(rooms, request),
    tenants: (tenant, origin = home()) => createTenant(rooms, tenant, origin),
    deleteTenant: (tenantId) => deleteTenant(rooms, tenantId),
    restoreSnapshot: (name) => restoreSnapshot(rooms, name),
    deleteSnapshot: (name) => deleteSnapshot(rooms, name),
    clock: async (move) => (move ? moveClock(rooms, move) : describeClock(rooms)),
    sync: (request = {}) => sync(rooms, request),
    settings: (request = {}) => settings(rooms, request),
    import: (request) => importRows(rooms, request),
    adminUsers: (form) => addAdminUser(rooms, form),
    resetPassword: (user, request = {}) => resetAdminUserPassword(rooms, user, request),
    changePassword: (user, change) => changePassword(rooms, user, change),
    outbox: async (request = {}) => listOutbox(rooms, request),
    deleteOutbox: (request = {}) => deleteOutbox(rooms, request),
    diagnostics: (environment, user, options) => diagnostics(rooms, environment, user, options),
    issuers: (issuer) => addIssuer(rooms, issuer),
    faults: async (fault) => orderFault(rooms, fault),
    deleteFaults: async () => rooms.faults.forget(),
    tokens: (request, origin = home()) => makeToken(rooms, request, origin),
    certificateAuthority: () => requireAuthority(rooms),
  }
  function snapshots(): Promise<readonly SnapshotInfo[]>
  function snapshots(snapshot: { readonly name: string }): Promise<SnapshotInfo>
  async function snapshots(snapshot?: { readonly name: string }): Promise<readonly SnapshotInfo[] | SnapshotInfo> {
    return snapshot ? takeSnapshot(rooms, snapshot) : listSnapshots(rooms)
  }
  return { ...control, snapshots }
}

async function requireAuthority(rooms: ControlRooms): Promise<string> {
  const pem = await rooms.certificateAuthority()
  if (pem === undefined) throw notFound('This emulator has no certificate authority: it serves no TLS.')
  return pem
}
