import { DATAVERSE, MICROSOFT_GRAPH, POWERAPPS_SERVICE } from '../directory/well-known-principals.js'
import type { Audience } from './audience.js'

/** An API of Microsoft's that this emulator stands in for. */
export interface MicrosoftResource {
  readonly appId: string
  readonly displayName: string
  /** Identifier URIs and further app ids, lower case, without trailing slash. */
  readonly identifiers: readonly string[]
  readonly opens: Audience
  /** Version of its access tokens: 1 unless given. */
  readonly tokenVersion?: 2
}

/** Microsoft Graph as a resource that tokens are asked for. */
export const graphResource: MicrosoftResource = {
  appId: MICROSOFT_GRAPH,
  displayName: 'Microsoft Graph',
  identifiers: [
    'https://graph.microsoft.com',
    'https://graph.microsoft.us',
    'https://dod-graph.microsoft.us',
    'https://microsoftgraph.chinacloudapi.cn',
  ],
  opens: { kind: 'graph' },
}

/** Dataverse as a resource, whichever environment. */
export const dataverseResource: MicrosoftResource = {
  appId: DATAVERSE,
  displayName: 'Dataverse',
  identifiers: [
    'https://globaldisco.crm.dynamics.com',
    'https://globaldisco.crm9.dynamics.com',
    'https://globaldisco.crm.microsoftdynamics.us',
    'https://globaldisco.crm.appsplatform.us',
    'https://globaldisco.crm.dynamics.cn',
  ],
  opens: { kind: 'dataverse', environment: null },
}

/** The admin APIs are one resource here, whose permissions are those of PowerApps Service. */
const powerPlatformResource: MicrosoftResource = {
  appId: POWERAPPS_SERVICE,
  displayName: 'PowerApps Service',
  identifiers: [
    'https://service.powerapps.com',
    'https://gov.service.powerapps.us',
    'https://high.service.powerapps.us',
    'https://service.apps.appsplatform.us',
    'https://service.powerapps.cn',
    'https://api.bap.microsoft.com',
    'https://gov.api.bap.microsoft.us',
    'https://high.api.bap.microsoft.us',
    'https://api.bap.appsplatform.us',
    'https://api.bap.partner.microsoftonline.cn',
    'https://api.powerplatform.com',
    'https://api.gov.powerplatform.microsoft.us',
    'https://api.high.powerplatform.microsoft.us',
    'https://api.appsplatform.us',
    'https://api.powerplatform.partner.microsoftonline.cn',
    // The app id of Power Platform API.
    '8578e004-a5c6-46e7-913e-12f58912df43',
  ],
  opens: { kind: 'powerPlatform' },
}

/** What tokens are asked for that stand for the credential of another app (Microsoft Entra Workload ID). */
export const tokenExchangeResource: MicrosoftResource = {
  appId: 'fb60f99c-7a34-4190-8149-302f77469936',
  displayName: 'AAD Token Exchange Public',
  identifiers: ['api://azureadtokenexchange', 'api://azureadtokenexchangeusgov', 'api://azureadtokenexchangechina'],
  opens: { kind: 'application' },
  tokenVersion: 2,
}

const byIdentifier = new Map<string, MicrosoftResource>()
for (const resource of [graphResource, dataverseResource, powerPlatformResource, tokenExchangeResource]) {
  byIdentifier.set(resource.appId, resource)
  for (const identifier of resource.identifiers) byIdentifier.set(identifier, resource)
}

/** Microsoft's resource with this app id or identifier URI (lower case, without trailing slash), or undefined. */
export function resourceByIdentifier(identifier: string): MicrosoftResource | undefined {
  return byIdentifier.get(identifier)
}
