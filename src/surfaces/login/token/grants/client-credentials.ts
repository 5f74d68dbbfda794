import { requireAssignedApp } from '../../../../domain/tokens/assignment.js'
import { grantedAppRoles } from '../../../../domain/tokens/granted-permissions.js'
import { issueAppToken } from '../../../../domain/tokens/issue-access-token.js'
import { resourceScopes } from '../../../../domain/tokens/scopes.js'
import { DomainError } from '../../../../kernel/errors.js'
import { accessGrantOf } from '../access-grant-of.js'
import { requestedResource } from '../requested-resource.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'

/** An app signs in as itself (Microsoft identity platform: OAuth 2.0 client credentials flow). */
export const clientCredentials: Grant = {
  tenantOfShared: () => {
    throw new DomainError('tenantUnnamed')
  },
  credentialRequired: 'clientCredentialMissing',
  signIn: { eventType: 'servicePrincipal', authenticationProtocol: 'oAuth2' },
  issue: issueForApp,
}

async function issueForApp(token: TokenRequest): Promise<Issued> {
  const { login, reader, client } = token
  if (!client.isInstalled) throw new DomainError('clientNotInstalled', { appId: client.appId, tenant: reader.tenant })
  const resource = requestedResource(token, resourceName(token))
  requireAssignedApp(reader, client, resource)
  const roles = grantedAppRoles(reader, [client.principal.id], resource.principals)
  const grant = Object.assign(accessGrantOf(token, resource, 'app'), { roles })
  const access_token = await issueAppToken(login.rooms, reader, grant)
  return { resource, lifetime: grant.lifetime, tokens: { access_token } }
}

const DEFAULT = '/.default'

function resourceName({ version, login }: TokenRequest): string {
  if (version === 1) return requireParameter(login, 'resource')
  const scope = login.form.get('scope')?.trim()
  if (!scope) throw new DomainError('fieldMissing', { parameter: 'scope' })
  // MSAL for Go and Java asks for OpenID Connect's scopes whatever the grant; no app gets any.
  const [asked = '', ...others] = resourceScopes(scope)
  const name = asked.endsWith(DEFAULT) ? asked.slice(0, -DEFAULT.length) : ''
  if (name === '' || others.length > 0) throw new DomainError('scopeNotDefault', { scope })
  return name
}
