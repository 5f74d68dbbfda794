import { fixtureGuid } from '../../kernel/ids.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { permissionScopeOf, servicePrincipalFor } from './application-defaults.js'
import type { AppRole, PermissionScope } from './application-rows.js'
import { graphAppRoles, graphPermissionScopes } from './permission-catalog.js'
import { servicePrincipals } from './tables.js'

/** App ids of Microsoft's own services. */
export const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000'

/** App id of Dataverse. */
export const DATAVERSE = '00000007-0000-0000-c000-000000000000'

/** App id of the PowerApps service. */
export const POWERAPPS_SERVICE = '475226c6-020e-4fb2-8a90-7a972cbfc1d4'

/** The tenant that Microsoft's own applications belong to. */
const MICROSOFT_SERVICES_TENANT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'

interface WellKnownPrincipal {
  readonly appId: string
  readonly displayName: string
  readonly identifierUris: readonly string[]
  readonly appRoles: () => readonly AppRole[]
  readonly oauth2PermissionScopes: () => readonly PermissionScope[]
}

const none = () => []
const userImpersonation = (id: string, what: string) => () => [
  permissionScopeOf({
    id,
    value: 'user_impersonation',
    adminConsentDisplayName: `Access ${what} as organization users`,
  }),
]

const WELL_KNOWN: readonly WellKnownPrincipal[] = [
  {
    appId: MICROSOFT_GRAPH,
    displayName: 'Microsoft Graph',
    identifierUris: [
      'https://graph.microsoft.com',
      'https://graph.microsoft.us',
      'https://dod-graph.microsoft.us',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
    appRoles: graphAppRoles,
    oauth2PermissionScopes: graphPermissionScopes,
  },
  {
    appId: DATAVERSE,
    displayName: 'Dataverse',
    identifierUris: ['https://admin.services.crm.dynamics.com'],
    appRoles: none,
    oauth2PermissionScopes: userImpersonation('78ce3f0f-a1ce-49c2-8cde-64b5c0896db4', 'Dataverse'),
  },
  {
    appId: POWERAPPS_SERVICE,
    displayName: 'PowerApps Service',
    identifierUris: ['https://service.powerapps.com', 'https://api.bap.microsoft.com'],
    appRoles: none,
    oauth2PermissionScopes: () => [permissionScopeOf({ id: '0eb56b90-a7b5-43b5-9402-8137a8083e90', value: 'User' })],
  },
]

/** Puts Microsoft's own service principals into a new tenant. */
export function addWellKnownPrincipals(transaction: Transaction): void {
  const now = formatInstant(transaction.now)
  for (const known of WELL_KNOWN) {
    const id = fixtureGuid(transaction.tenant, 'servicePrincipal', known.appId)
    const declared = { ...known, appRoles: known.appRoles(), oauth2PermissionScopes: known.oauth2PermissionScopes() }
    transaction.insert(servicePrincipals, {
      ...servicePrincipalFor(declared, id, MICROSOFT_SERVICES_TENANT, now),
      appOwnerOrganizationId: MICROSOFT_SERVICES_TENANT,
    })
  }
}
