import type { EnvironmentDocument, FixtureDocument, UserDocument } from '../../src/domain/fixture/tenant-document.js'

/** Power Apps Premium: any such license opens Dataverse. */
export const PREMIUM = 'b30411f5-fea1-4a59-9ad9-3db7c7ead579'
/** Microsoft 365 E5: holds a free Dataverse plan only. */
export const FREE = '06ebc4ee-1bb5-47dd-8120-11324bc54e06'

/** Where the apps take people back who have signed in. */
export const REDIRECT_URI = 'http://localhost:3000/cb'

const premium = { usageLocation: 'US', licenses: ['POWERAPPS_PER_USER'] }

/** Who the rules speak of; each by the name that the tests use. */
const people: readonly UserDocument[] = [
  { key: 'ga', directoryRoles: ['Global Administrator'], purpose: 'global-administrator' },
  { key: 'ppa', directoryRoles: ['Power Platform Administrator'], purpose: 'power-platform-administrator' },
  { key: 'd365', directoryRoles: ['Dynamics 365 Administrator'] },
  { key: 'ua', directoryRoles: ['User Administrator'], purpose: 'user-administrator' },
  { key: 'sa', ...premium },
  { key: 'ann', displayName: 'Ann Archer', givenName: 'Ann', surname: 'Archer', ...premium },
  { key: 'bob', displayName: 'Bob Baker', givenName: 'Bob', surname: 'Baker', usageLocation: 'US' },
  { key: 'fay', usageLocation: 'US', licenses: ['SPE_E5'] },
  { key: 'gus', userType: 'Guest', usageLocation: 'US', homeTenantLicenses: ['POWERAPPS_PER_USER'] },
  { key: 'nia', ...premium },
  { key: 'own', ...premium },
  { key: 'olga', usageLocation: 'US' },
  { key: 'tim', ...premium },
]

const types: readonly EnvironmentDocument[] = [
  { uniqueName: 'p', type: 'Production', default: true },
  { uniqueName: 'pg', type: 'Production', securityGroup: 'sg' },
  { uniqueName: 'sbx', type: 'Sandbox' },
  { uniqueName: 'tr', type: 'Trial' },
  { uniqueName: 'dev', type: 'Developer', creator: 'olga' },
  { uniqueName: 'def', type: 'Default' },
  { uniqueName: 'tm', type: 'Teams', securityGroup: 'mg' },
  { uniqueName: 'nd', type: 'Production', database: false },
]

/** `sa` is System Administrator, read-write, wherever there is a database; `service` is an application user there. */
function furnished(environment: EnvironmentDocument): EnvironmentDocument {
  if (environment.database === false) return environment
  return {
    ...environment,
    settings: { 'sync.mode': 'manual', ...environment.settings },
    systemusers: [{ user: 'sa', roles: ['System Administrator'] }],
    applicationUsers: [{ app: 'service', roles: ['System Administrator'] }],
  }
}

/** The tenants in which the rules of user provisioning are tried; synchronization is manual everywhere. */
export function rulebookFixture(): FixtureDocument {
  const service = {
    key: 'service',
    applicationPermissions: 'all',
    delegatedPermissions: 'all',
    redirectUris: [REDIRECT_URI],
  } as const
  const client = {
    ...service,
    key: 'client',
    publicClient: true,
    clientSecret: null,
    purpose: 'public-client',
  } as const
  return {
    tenants: [
      {
        key: 't',
        displayName: 'Rules',
        domains: ['rules.onmicrosoft.com'],
        skus: [
          { skuPartNumber: 'POWERAPPS_PER_USER', enabled: 100 },
          { skuPartNumber: 'SPE_E5', enabled: 100 },
        ],
        apps: [{ ...service, purpose: 'all-permissions' }, client, { key: 'daemon', displayName: 'Night job' }],
        users: people,
        groups: [
          { key: 'sg', members: ['ann', 'sa', 'inner'], owners: ['own'] },
          { key: 'inner', members: ['nia'] },
          { key: 'mg', kind: 'microsoft365', members: ['tim'], owners: ['own'] },
        ],
        environments: types.map(furnished),
      },
      {
        key: 'x',
        kind: 'external',
        displayName: 'Rules Customers',
        domains: ['rulescustomers.onmicrosoft.com'],
        skus: [{ skuPartNumber: 'POWERAPPS_PER_USER', enabled: 10 }],
        apps: [{ ...service, purpose: 'all-permissions' }, client],
        users: [
          { key: 'ga', directoryRoles: ['Global Administrator'], purpose: 'global-administrator' },
          { key: 'ua', directoryRoles: ['User Administrator'], purpose: 'user-administrator' },
          { key: 'hd', directoryRoles: ['Helpdesk Administrator'] },
          { key: 'nobody' },
        ],
      },
    ],
  }
}
