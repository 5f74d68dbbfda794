export type Service = 'login' | 'graph' | 'dataverse' | 'discovery' | 'powerplatform'

/**
 * Microsoft's host names, worldwide and national, and which service answers under each. `*` stands for one label, within a
 * label for digits. The first that fits counts. This is the one list: routing by host, the proxy, the certificates and the
 * MSW handlers read it. (Microsoft Graph national cloud deployments; Discover user organizations; Power Apps US Government.)
 */
export const microsoftHosts: readonly { readonly pattern: string; readonly service: Service }[] = [
  { pattern: 'login.microsoftonline.com', service: 'login' },
  { pattern: 'login.windows.net', service: 'login' },
  { pattern: 'login.microsoft.com', service: 'login' },
  { pattern: 'sts.windows.net', service: 'login' },
  { pattern: '*.ciamlogin.com', service: 'login' },
  { pattern: 'login.microsoftonline.us', service: 'login' },
  { pattern: 'login.usgovcloudapi.net', service: 'login' },
  { pattern: 'login.chinacloudapi.cn', service: 'login' },
  { pattern: 'login.partner.microsoftonline.cn', service: 'login' },
  { pattern: 'sts.chinacloudapi.cn', service: 'login' },
  { pattern: 'graph.microsoft.com', service: 'graph' },
  { pattern: 'graph.microsoft.us', service: 'graph' },
  { pattern: 'dod-graph.microsoft.us', service: 'graph' },
  { pattern: 'microsoftgraph.chinacloudapi.cn', service: 'graph' },
  { pattern: 'globaldisco.crm*.dynamics.com', service: 'discovery' },
  { pattern: 'globaldisco.crm.microsoftdynamics.us', service: 'discovery' },
  { pattern: 'globaldisco.crm.appsplatform.us', service: 'discovery' },
  { pattern: 'globaldisco.crm.dynamics.cn', service: 'discovery' },
  { pattern: '*.crm*.dynamics.com', service: 'dataverse' },
  { pattern: '*.api.crm*.dynamics.com', service: 'dataverse' },
  { pattern: '*.crm.microsoftdynamics.us', service: 'dataverse' },
  { pattern: '*.api.crm.microsoftdynamics.us', service: 'dataverse' },
  { pattern: '*.crm.appsplatform.us', service: 'dataverse' },
  { pattern: '*.api.crm.appsplatform.us', service: 'dataverse' },
  { pattern: '*.crm.dynamics.cn', service: 'dataverse' },
  { pattern: '*.api.crm.dynamics.cn', service: 'dataverse' },
  { pattern: 'api.bap.microsoft.com', service: 'powerplatform' },
  { pattern: 'gov.api.bap.microsoft.us', service: 'powerplatform' },
  { pattern: 'high.api.bap.microsoft.us', service: 'powerplatform' },
  { pattern: 'api.bap.appsplatform.us', service: 'powerplatform' },
  { pattern: 'api.bap.partner.microsoftonline.cn', service: 'powerplatform' },
  { pattern: 'service.powerapps.com', service: 'powerplatform' },
  { pattern: 'gov.service.powerapps.us', service: 'powerplatform' },
  { pattern: 'high.service.powerapps.us', service: 'powerplatform' },
  { pattern: 'service.apps.appsplatform.us', service: 'powerplatform' },
  { pattern: 'service.powerapps.cn', service: 'powerplatform' },
  { pattern: 'api.powerplatform.com', service: 'powerplatform' },
  { pattern: 'api.gov.powerplatform.microsoft.us', service: 'powerplatform' },
  { pattern: 'api.high.powerplatform.microsoft.us', service: 'powerplatform' },
  { pattern: 'api.appsplatform.us', service: 'powerplatform' },
  { pattern: 'api.powerplatform.partner.microsoftonline.cn', service: 'powerplatform' },
]

/** The names that a pattern stands for, as the source of a regular expression over lower case. */
export function namesOf(pattern: string): string {
  return pattern
    .split('.')
    .map((label) => (label === '*' ? '[a-z0-9_-]+' : label.replace('*', '\\d*')))
    .join('\\.')
}

const exact = new Map<string, Service>()
const wildcards: { matches: RegExp; service: Service }[] = []
for (const { pattern, service } of microsoftHosts) {
  if (pattern.includes('*')) wildcards.push({ matches: new RegExp(`^${namesOf(pattern)}$`), service })
  else exact.set(pattern, service)
}

const IN_A_DOMAIN = /\.[a-z]+$/

/** The service behind a host name in lower case, or undefined when it is not one of Microsoft's that we answer for. */
export function serviceOfHost(host: string): Service | undefined {
  const found = exact.get(host)
  // Most requests are for an address, which needs no pattern tried.
  if (found || !IN_A_DOMAIN.test(host)) return found
  return wildcards.find(({ matches }) => matches.test(host))?.service
}
