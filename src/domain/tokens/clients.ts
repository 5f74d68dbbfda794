import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { servicePrincipalFor } from '../directory/application-defaults.js'
import type { Application, KeyCredential, PasswordCredential, ServicePrincipal } from '../directory/application-rows.js'
import { findApplicationByAppId } from '../directory/applications.js'
import { organizationOf } from '../directory/organization.js'
import { findServicePrincipalByAppId } from '../directory/service-principals.js'
import { servicePrincipals } from '../directory/tables.js'
import { isForOtherTenants } from './sign-in-audience.js'

/** Who asks for a token: an app's presence in the tenant and its registration, here or in the tenant that owns it. */
export interface Client {
  readonly appId: string
  readonly displayName: string
  /** What the tenant knows of the app; before it is installed, what it would know. */
  readonly principal: ServicePrincipal
  /** False for an app of another tenant that nobody here has consented to yet: the first consent installs it. */
  readonly isInstalled: boolean
  /** Undefined for an app of Microsoft's, or of a tenant that this emulator does not have. */
  readonly application: Application | undefined
  /** May ask for users' tokens without proving who it is. */
  readonly isPublic: boolean
}

/** Every tenant of this emulator: an app may be registered in another one than it is used in. */
export interface Tenants {
  /** Reads a tenant, if this emulator has it. */
  read(tenant: string): Reader | undefined
  all(): readonly Reader[]
}

/** The client with this app id. Throws `clientNotFound` and `clientDisabled`. */
export function requireClient(reader: Reader, appId: string, tenants: Tenants): Client {
  const principal = findServicePrincipalByAppId(reader, appId)
  if (!principal) return requireVisitor(reader, appId, tenants)
  if (!principal.accountEnabled) {
    throw new DomainError('clientDisabled', { appId, displayName: principal.displayName })
  }
  const owner = principal.appOwnerOrganizationId
  const elsewhere = owner === null ? undefined : tenants.read(owner)
  const application =
    findApplicationByAppId(reader, appId) ?? (elsewhere && findApplicationByAppId(elsewhere, principal.appId))
  return clientOf(principal, application, true)
}

function clientOf(principal: ServicePrincipal, application: Application | undefined, isInstalled: boolean): Client {
  const { appId, displayName } = principal
  const isPublic = application === undefined || application.isFallbackPublicClient === true
  return { appId, displayName, principal, application, isPublic, isInstalled }
}

/** An app that another tenant registered for more tenants than itself. */
function requireVisitor(reader: Reader, appId: string, tenants: Tenants): Client {
  for (const owner of tenants.all()) {
    if (owner.tenant === reader.tenant) continue
    const application = findApplicationByAppId(owner, appId)
    if (application && isForOtherTenants(application)) {
      return clientOf(servicePrincipalFor(application, '', owner.tenant, ''), application, false)
    }
  }
  throw new DomainError('clientNotFound', { appId, tenant: organizationOf(reader).displayName })
}

/** Gives the tenant a service principal of an app of another tenant, unless it has one. */
export function installClient(transaction: Transaction, client: Client): Client {
  if (client.isInstalled) return client
  const known = transaction.table(servicePrincipals).findFirst('appId', fold(client.appId))
  const createdDateTime = formatInstant(transaction.now)
  const principal =
    known ?? transaction.insert(servicePrincipals, { ...client.principal, id: transaction.newGuid(), createdDateTime })
  return { ...client, principal, isInstalled: true }
}

/** Secrets of the registration and of the presence in the tenant. */
export function passwordCredentialsOf({ application, principal }: Client): readonly PasswordCredential[] {
  return [...(application?.passwordCredentials ?? []), ...principal.passwordCredentials]
}

/** Certificates of the registration and of the presence in the tenant. */
export function keyCredentialsOf({ application, principal }: Client): readonly KeyCredential[] {
  return [...(application?.keyCredentials ?? []), ...principal.keyCredentials]
}
