import type { Audience } from './audience.js'

export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'
export const DATAVERSE_APP_ID = '00000007-0000-0000-c000-000000000000'
export const POWERAPPS_SERVICE_APP_ID = '475226c6-020e-4fb2-8a90-7a972cbfc1d4'

/** An API of Microsoft's that this emulator stands in for. */
export interface MicrosoftResource {
  readonly appId: string
  readonly displayName: string
  /** Identifier URIs, lower case, without trailing slash. */
  readonly identifiers: readonly string[]
  readonly opens: Audience
}

export const graphResource: MicrosoftResource = {
  appId: GRAPH_APP_ID,
  displayName: 'Microsoft Graph',
  identifiers: [
    'https://graph.microsoft.com',
    'https://graph.microsoft.us',
    'https://dod-graph.microsoft.us',
    'https://microsoftgraph.chinacloudapi.cn',
  ],
  opens: { kind: 'graph' },
}

export const dataverseResource: MicrosoftResource = {
  appId: DATAVERSE_APP_ID,
  displayName: 'Dataverse',
  identifiers: ['https://globaldisco.crm.dynamics.com'],
  opens: { kind: 'dataverse', environment: null },
}

const powerPlatform: Audience = { kind: 'powerPlatform' }

const powerPlatformResources: readonly MicrosoftResource[] = [
  {
    appId: POWERAPPS_SERVICE_APP_ID,
    displayName: 'PowerApps Service',
    identifiers: ['https://service.powerapps.com', 'https://api.bap.microsoft.com'],
    opens: powerPlatform,
  },
  {
    appId: '8578e004-a5c6-46e7-913e-12f58912df43',
    displayName: 'Power Platform API',
    identifiers: ['https://api.powerplatform.com'],
    opens: powerPlatform,
  },
]

const byIdentifier = new Map<string, MicrosoftResource>()
for (const resource of [graphResource, dataverseResource, ...powerPlatformResources]) {
  byIdentifier.set(resource.appId, resource)
  for (const identifier of resource.identifiers) byIdentifier.set(identifier, resource)
}

/** Microsoft's resource with this app id or identifier URI (lower case, without trailing slash), or undefined. */
export function resourceByIdentifier(identifier: string): MicrosoftResource | undefined {
  return byIdentifier.get(identifier)
}
