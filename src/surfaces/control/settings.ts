import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { changeSettings, refuseSettings } from '../../domain/provisioning/change-settings.js'
import { type Place, placesMeant } from '../../domain/provisioning/find-environment.js'
import { settingsInForce } from '../../domain/provisioning/settings.js'
import { DomainError } from '../../kernel/errors.js'
import { badRequest, type ControlRefused, conflict, notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

export interface SettingsRequest {
  /** All tenants unless given. */
  readonly tenantId?: string | undefined
  /** Unique name or id; all environments unless given. */
  readonly environment?: string | undefined
  /** What is to change, by the names of the fixture format; nothing unless given. */
  readonly settings?: Environment['settings'] | undefined
}

export interface SettingsInfo {
  readonly environments: readonly {
    readonly tenantId: string
    readonly uniqueName: string
    /** Every setting with the value that is in force. */
    readonly settings: Environment['settings']
  }[]
}

/** Changes settings of environments, in all that are meant or in none, and answers with those in force. Throws `ControlRefused`. */
export async function settings(rooms: ControlRooms, request: SettingsRequest): Promise<SettingsInfo> {
  const { access, provisioning, store, syncMode } = rooms
  if (request.tenantId !== undefined) requireTenant(access, request.tenantId, '/tenantId')
  const places = refusing(request, () => placesMeant(access, request))
  const changes = request.settings
  if (changes && Object.keys(changes).length > 0) {
    for (const { environment } of places) refusing(request, () => refuseSettings(environment, changes))
    for (const place of places) change(rooms, place, changes)
    await provisioning.settle()
    await store.durable()
  }
  return {
    environments: placesMeant(access, request).map(({ tenant, environment }) => ({
      tenantId: tenant,
      uniqueName: environment.uniqueName,
      settings: { 'sync.mode': syncMode, ...settingsInForce(environment) },
    })),
  }
}

function change({ access }: ControlRooms, { tenant, environment }: Place, changes: Environment['settings']): void {
  access.write(tenant, { kind: 'control', id: 'settings' }, (transaction) =>
    changeSettings(transaction, environment, changes),
  )
}

type Wording = (details: DomainError['details']) => ControlRefused

const REFUSALS: Readonly<Record<string, Wording>> = {
  environmentNotFound: ({ environment }) =>
    notFound(`There is no environment "${environment}"; GET /_emulator/info lists those there are.`, '/environment'),
  settingFixed: ({ name }) =>
    String(name).startsWith('orgdborgsettings.')
      ? badRequest(
          `"${name}" is a setting of the organization: PATCH organizations({id}) of the Web API changes it.`,
          at(name),
        )
      : badRequest(`"${name}" is set in the fixture, before the environment is made.`, at(name)),
  settingInvalid: ({ name, value }) => badRequest(`"${value}" is no value of "${name}".`, at(name)),
  licenseRolesOptedOut: ({ environment }) =>
    conflict(
      `"${environment}" has opted out of roles that licenses bring, which is for good (ROLE-17): reset, or restore a snapshot.`,
      at('roles.auto'),
    ),
}

function at(name: unknown): string {
  return `/settings/${String(name)}`
}

function refusing<Result>(request: SettingsRequest, step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    throw REFUSALS[error.word]?.({ environment: request.environment, ...error.details }) ?? error
  }
}
