export type Service = 'login' | 'graph' | 'dataverse' | 'discovery' | 'powerplatform'

/** Microsoft's host names, worldwide and national, and which service answers under each. `*` stands for one label. */
export const microsoftHosts: readonly { readonly pattern: string; readonly service: Service }[] = [
  { pattern: 'login.microsoftonline.com', service: 'login' },
  { pattern: 'login.windows.net', service: 'login' },
  { pattern: 'login.microsoft.com', service: 'login' },
  { pattern: 'sts.windows.net', service: 'login' },
  { pattern: '*.ciamlogin.com', service: 'login' },
  { pattern: 'login.microsoftonline.us', service: 'login' },
  { pattern: 'login.chinacloudapi.cn', service: 'login' },
  { pattern: 'login.partner.microsoftonline.cn', service: 'login' },
  { pattern: 'graph.microsoft.com', service: 'graph' },
  { pattern: 'graph.microsoft.us', service: 'graph' },
  { pattern: 'dod-graph.microsoft.us', service: 'graph' },
  { pattern: 'microsoftgraph.chinacloudapi.cn', service: 'graph' },
  { pattern: 'globaldisco.crm.dynamics.com', service: 'discovery' },
  { pattern: 'globaldisco.crm9.dynamics.com', service: 'discovery' },
  { pattern: 'globaldisco.crm.microsoftdynamics.us', service: 'discovery' },
  { pattern: 'globaldisco.crm.appsplatform.us', service: 'discovery' },
  { pattern: 'globaldisco.crm.dynamics.cn', service: 'discovery' },
  { pattern: '*.crm*.dynamics.com', service: 'dataverse' },
  { pattern: '*.api.crm*.dynamics.com', service: 'dataverse' },
  { pattern: '*.crm.microsoftdynamics.us', service: 'dataverse' },
  { pattern: '*.crm.appsplatform.us', service: 'dataverse' },
  { pattern: '*.crm.dynamics.cn', service: 'dataverse' },
  { pattern: 'api.bap.microsoft.com', service: 'powerplatform' },
  { pattern: 'service.powerapps.com', service: 'powerplatform' },
  { pattern: 'api.powerplatform.com', service: 'powerplatform' },
  { pattern: 'gov.api.bap.microsoft.us', service: 'powerplatform' },
  { pattern: 'api.gov.powerplatform.microsoft.us', service: 'powerplatform' },
  { pattern: 'api.bap.partner.microsoftonline.cn', service: 'powerplatform' },
]

const exact = new Map<string, Service>()
const wildcards: { matches: RegExp; service: Service }[] = []
for (const { pattern, service } of microsoftHosts) {
  if (pattern.includes('*')) wildcards.push({ matches: patternToRegExp(pattern), service })
  else exact.set(pattern, service)
}

/** The service behind a host name in lower case, or undefined when it is not one of Microsoft's that we answer for. */
export function serviceOfHost(host: string): Service | undefined {
  const found = exact.get(host)
  if (found || !host.includes('.')) return found
  return wildcards.find(({ matches }) => matches.test(host))?.service
}

function patternToRegExp(pattern: string): RegExp {
  const source = pattern
    .split('.')
    .map((label) => (label === '*' ? '[a-z0-9_-]+' : label.replace('*', '\\d*')))
    .join('\\.')
  return new RegExp(`^${source}$`)
}
