import type { Reader } from '../../domain/access.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { environments } from '../../domain/dataverse/tables.js'
import { defaultDomain, organizationOf } from '../../domain/directory/organization.js'
import type { NamedByFixture, Organization } from '../../domain/directory/tenant-rows.js'
import { environmentKey } from '../../domain/fixture/fixture-names.js'

export interface TenantInfo extends NamedByFixture {
  readonly key: string
  readonly id: string
  readonly kind: Organization['kind']
  readonly displayName: string
  readonly defaultDomain: string
  readonly authority: string
  readonly environments: readonly EnvironmentInfo[]
}

export interface EnvironmentInfo {
  readonly key: string
  readonly id: string
  readonly uniqueName: string
  readonly type: Environment['type']
  readonly url: string
  readonly webApi: string
  readonly default: boolean
  readonly organizationId: string | null
}

/** What scripts want to know of a tenant: names, ids, secrets and URLs under the address of the caller. */
export function describeTenant(reader: Reader, origin: string): TenantInfo {
  const organization = organizationOf(reader)
  const { id, key, kind, displayName, named } = organization
  const rows = [...reader.table(environments).rows()]
  const main = rows.find((row) => row.isDefault && row.hasDatabase) ?? rows.find((row) => row.hasDatabase)
  return {
    key,
    id,
    kind,
    displayName,
    defaultDomain: defaultDomain(organization),
    authority: `${origin}/${id}`,
    apps: named.apps,
    users: named.users,
    groups: named.groups,
    environments: rows.map((row) => describeEnvironment(row, id, origin, row === main)),
  }
}

function describeEnvironment(
  { id, uniqueName, type, organizationId }: Environment,
  tenantId: string,
  origin: string,
  isDefault: boolean,
): EnvironmentInfo {
  const url = `${origin}/environments/${uniqueName}`
  return {
    key: environmentKey(tenantId, uniqueName),
    id,
    uniqueName,
    type,
    url,
    webApi: `${url}/api/data/v9.2`,
    default: isDefault,
    organizationId,
  }
}
