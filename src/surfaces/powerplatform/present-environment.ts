import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { EMPTY_GUID } from '../../kernel/guid.js'
import type { AdminCall } from './admin-call.js'
import { environmentUrl } from './environment-url.js'

const PROVIDER = 'Microsoft.BusinessAppPlatform'

/** An environment as the admin API shows it, or as those see it who use it. */
export function presentEnvironment(
  { caller, target }: AdminCall,
  environment: Environment,
  scope: 'scopes/admin/' | '' = 'scopes/admin/',
): object {
  const { id, displayName, type, createdDateTime, creatorId, hasDatabase } = environment
  return {
    id: `/providers/${PROVIDER}/${scope}environments/${id}`,
    type: `${PROVIDER}/${scope === '' ? '' : 'scopes/'}environments`,
    location: 'unitedstates',
    name: id,
    properties: {
      tenantId: caller.tenantId,
      azureRegion: 'westus',
      displayName,
      createdTime: createdDateTime,
      ...(creatorId !== null && { createdBy: { id: creatorId, type: 'User', tenantId: caller.tenantId } }),
      provisioningState: 'Succeeded',
      creationType: type === 'Default' ? 'DefaultTenant' : 'User',
      environmentSku: type,
      isDefault: type === 'Default',
      databaseType: hasDatabase ? 'CommonDataService' : 'None',
      states: { management: { id: hasDatabase ? 'Ready' : 'NotSpecified' }, runtime: { id: 'Enabled' } },
      ...(hasDatabase && { linkedEnvironmentMetadata: linkedEnvironment(target, environment) }),
    },
  }
}

function linkedEnvironment(target: AdminCall['target'], environment: Environment): object {
  const url = environmentUrl(target, environment)
  return {
    resourceId: environment.organizationId,
    friendlyName: environment.displayName,
    uniqueName: environment.uniqueName,
    domainName: environment.uniqueName,
    version: '9.2.0.0',
    instanceUrl: url,
    instanceApiUrl: url,
    baseLanguage: 1033,
    instanceState: 'Ready',
    createdTime: environment.createdDateTime,
    type: 'Dynamics365Instance',
    securityGroupId: environment.securityGroupId ?? EMPTY_GUID,
  }
}
