import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Application, KeyCredential, PasswordCredential, ServicePrincipal } from '../directory/application-rows.js'
import { organizationOf } from '../directory/organization.js'
import { applications, servicePrincipals } from '../directory/tables.js'

/** Who asks for a token: an app's presence in the tenant and its registration, here or in the tenant that owns it. */
export interface Client {
  readonly appId: string
  readonly displayName: string
  readonly principal: ServicePrincipal
  /** Undefined for an app of Microsoft's, or of a tenant that this emulator does not have. */
  readonly application: Application | undefined
  /** May ask for users' tokens without proving who it is. */
  readonly isPublic: boolean
}

/**
 * The client with this app id. `readOwner` reads another tenant, if this emulator has it.
 * Throws `clientNotFound` and `clientDisabled`.
 */
export function requireClient(
  reader: Reader,
  appId: string,
  readOwner: (tenant: string) => Reader | undefined,
): Client {
  const principal = reader.table(servicePrincipals).findFirst('appId', fold(appId))
  if (!principal) throw new DomainError('clientNotFound', { appId, tenant: organizationOf(reader).displayName })
  const { displayName } = principal
  if (!principal.accountEnabled) throw new DomainError('clientDisabled', { appId, displayName })
  const application = applicationOf(reader, principal) ?? applicationOf(ownerOf(principal, readOwner), principal)
  const isPublic = application === undefined || application.isFallbackPublicClient === true
  return { appId: principal.appId, displayName, principal, application, isPublic }
}

function ownerOf(
  { appOwnerOrganizationId }: ServicePrincipal,
  readOwner: (tenant: string) => Reader | undefined,
): Reader | undefined {
  return appOwnerOrganizationId === null ? undefined : readOwner(appOwnerOrganizationId)
}

function applicationOf(reader: Reader | undefined, { appId }: ServicePrincipal): Application | undefined {
  return reader?.table(applications).findFirst('appId', fold(appId))
}

/** Secrets of the registration and of the presence in the tenant. */
export function passwordCredentialsOf({ application, principal }: Client): readonly PasswordCredential[] {
  return [...(application?.passwordCredentials ?? []), ...principal.passwordCredentials]
}

/** Certificates of the registration and of the presence in the tenant. */
export function keyCredentialsOf({ application, principal }: Client): readonly KeyCredential[] {
  return [...(application?.keyCredentials ?? []), ...principal.keyCredentials]
}
