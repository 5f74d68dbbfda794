import { guidOf } from '../../kernel/guid.js'
import type { Environment } from './environment-rows.js'
import type { Row } from './tables.js'

/** The id of something every environment has from its first day: the same for the same environment, always. */
export function initialId(environment: Pick<Environment, 'id'>, kind: string, name: string): string {
  return guidOf(`${environment.id}/${kind}/${name}`)
}

/** The row `SYSTEM`, under whose name the platform itself writes. */
export function systemUserIdOf(environment: Pick<Environment, 'id'>): string {
  const known = systemUserIds.get(environment)
  if (known !== undefined) return known
  const id = initialId(environment, 'systemuser', 'SYSTEM')
  systemUserIds.set(environment, id)
  return id
}

/** Every stamp and every look at a systemuser asks for it, so it is worked out once. */
const systemUserIds = new WeakMap<Pick<Environment, 'id'>, string>()

/** Access modes of a systemuser (`accessmode`). */
export const accessModes = {
  readWrite: 0,
  administrative: 1,
  read: 2,
  support: 3,
  nonInteractive: 4,
  delegatedAdmin: 5,
} as const

/** What kind of row a systemuser is; only `person` takes part in synchronization. */
export type UserKind = 'person' | 'system' | 'support' | 'delegatedAdmin' | 'application' | 'stub'

/** Tells the kind of a systemuser row from its columns. */
export function userKindOf(environment: Pick<Environment, 'id'>, user: Row): UserKind {
  if (user.isintegrationuser === true || user.systemuserid === systemUserIdOf(environment)) return 'system'
  if (user.accessmode === accessModes.support) return 'support'
  if (user.accessmode === accessModes.delegatedAdmin) return 'delegatedAdmin'
  if (user.applicationid) return 'application'
  if (user.issyncwithdirectory === false && !user.azureactivedirectoryobjectid) return 'stub'
  return 'person'
}
