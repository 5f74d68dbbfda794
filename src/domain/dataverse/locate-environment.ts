import { fold } from '../../kernel/fold.js'
import type { Access, Reader } from '../access.js'
import type { Environment } from './environment-rows.js'
import { environments } from './tables.js'

export interface LocatedEnvironment {
  readonly tenantId: string
  readonly environment: Environment
}

/** Finds environments by unique name across tenants; remembers where one was and checks that it is still there. */
export function createEnvironmentLocator(): (
  access: Pick<Access, 'tenants' | 'hasTenant' | 'read'>,
  uniqueName: string,
) => LocatedEnvironment | undefined {
  const known = new Map<string, string>()
  return (access, uniqueName) => {
    const key = fold(uniqueName)
    const remembered = known.get(key)
    if (remembered !== undefined && access.hasTenant(remembered)) {
      const environment = environmentNamed(access.read(remembered), key)
      if (environment) return { tenantId: remembered, environment }
    }
    known.delete(key)
    for (const tenantId of access.tenants()) {
      const environment = environmentNamed(access.read(tenantId), key)
      if (!environment) continue
      known.set(key, tenantId)
      return { tenantId, environment }
    }
    return undefined
  }
}

function environmentNamed(reader: Reader, uniqueName: string): Environment | undefined {
  return reader.table(environments).findFirst('uniqueName', fold(uniqueName))
}

/** The environment marked as default, else the tenant's first with a database. */
export function defaultEnvironment(reader: Reader): Environment | undefined {
  let first: Environment | undefined
  for (const environment of reader.table(environments).rows()) {
    if (environment.isDefault && environment.hasDatabase) return environment
    if (environment.hasDatabase) first ??= environment
  }
  return first
}
