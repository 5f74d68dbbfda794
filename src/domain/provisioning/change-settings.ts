import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { environments } from '../dataverse/tables.js'
import { isSetting, settingOf } from './settings.js'
import { parseSyncMode } from './sync-mode.js'

type Settings = Environment['settings']

/**
 * Changes settings of an environment; what follows from them for its users is synchronized as after any change. To opt
 * out of roles that licenses bring (`roles.auto`) is for good, as it is for who asks Microsoft's support for it (Power
 * Platform: Opt-out of automatic license-based user roles management). Throws what `refuseSettings` throws.
 */
export function changeSettings(transaction: Transaction, environment: Environment, changes: Settings): Environment {
  refuseSettings(environment, changes)
  return transaction.replace(environments, { ...environment, settings: { ...environment.settings, ...changes } })
}

/** Throws `settingFixed` for one that is not changed here, `settingInvalid`, `licenseRolesOptedOut`. */
export function refuseSettings(environment: Environment, changes: Settings): void {
  for (const [name, value] of Object.entries(changes)) {
    if (name === 'sync.mode') {
      if (!parseSyncMode(String(value))) throw new DomainError('settingInvalid', { name, value })
    } else if (!isSetting(name)) throw new DomainError('settingFixed', { name })
  }
  if (changes['roles.auto'] === true && !settingOf(environment, 'roles.auto'))
    throw new DomainError('licenseRolesOptedOut', { environment: environment.uniqueName })
}
