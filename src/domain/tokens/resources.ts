import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Application, ServicePrincipal } from '../directory/application-rows.js'
import { findApplicationByAppId } from '../directory/applications.js'
import { organizationOf } from '../directory/organization.js'
import { servicePrincipals } from '../directory/tables.js'
import type { Audience } from './audience.js'
import type { Tenants } from './clients.js'
import {
  dataverseResource,
  graphResource,
  type MicrosoftResource,
  resourceByIdentifier,
} from './microsoft-resources.js'
import { type OwnAddresses, parseAddress, withoutTrailingSlashes } from './own-addresses.js'
import { readAudience } from './read-audience.js'

/** What a token is asked for. */
export interface Resource {
  /** Exactly as asked for: the audience of a v1 token. */
  readonly name: string
  /** The audience of a v2 token. */
  readonly appId: string
  readonly displayName: string
  readonly opens: Audience
  /** Whose permissions the token carries: the resource's presence in the tenant; for an own address Graph's and Dataverse's. */
  readonly principals: readonly ServicePrincipal[]
  readonly tokenVersion: 1 | 2
  /** The registration of an app's own API, where this emulator has it. */
  readonly application?: Application | undefined
}

/** Where a resource is asked for. */
export interface ResourceContext {
  readonly addresses: OwnAddresses
  /** The address under which the token is asked for, with the mount path. */
  readonly origin: string
  /** Whether the tenant has an environment with a database of that unique name. */
  readonly hasEnvironment: (uniqueName: string) => boolean
  /** Every tenant: an API may be registered in another one. Without it, this tenant alone. */
  readonly tenants?: Tenants | undefined
}

/**
 * Finds the resource that a token is asked for: one of Microsoft's, an environment, an app's API by App ID URI or app
 * id, or this emulator itself. Throws `resourceNotFound`.
 */
export function resolveResource(reader: Reader, name: string, context: ResourceContext): Resource {
  const identifier = withoutTrailingSlashes(fold(name))
  const known = resourceByIdentifier(identifier)
  if (known) return microsoftResource(reader, name, known, known.opens)
  const opens = readAudience(name, context.addresses, context.hasEnvironment)
  // Dataverse answers for its environments, whatever addresses its presence in the tenant lists.
  if (opens.kind === 'dataverse') {
    if (isEnvironment(name, opens, context)) return microsoftResource(reader, name, dataverseResource, opens)
  } else {
    const registered = registeredResource(reader, name, identifier, context)
    if (registered) return registered
    if (opens.kind === 'everything' && isThisEmulator(name, context.origin)) return ownResource(reader, name)
  }
  throw new DomainError('resourceNotFound', { resource: name, tenant: organizationOf(reader).displayName })
}

function microsoftResource(reader: Reader, name: string, resource: MicrosoftResource, opens: Audience): Resource {
  const { appId, displayName, tokenVersion = 1 } = resource
  return { name, appId, displayName, opens, principals: principalsOf(reader, appId), tokenVersion }
}

function ownResource(reader: Reader, name: string): Resource {
  const principals = [graphResource, dataverseResource].flatMap(({ appId }) => principalsOf(reader, appId))
  const { appId, displayName } = graphResource
  return { name, appId, displayName, opens: { kind: 'everything' }, principals, tokenVersion: 1 }
}

function registeredResource(
  reader: Reader,
  name: string,
  identifier: string,
  { tenants }: ResourceContext,
): Resource | undefined {
  const table = reader.table(servicePrincipals)
  const principal =
    table.findFirst('appId', identifier) ??
    table.findFirst('servicePrincipalNames', identifier) ??
    table.findFirst('servicePrincipalNames', fold(name))
  if (!principal) return undefined
  const known = resourceByIdentifier(principal.appId)
  if (known) return microsoftResource(reader, name, known, known.opens)
  const owner = principal.appOwnerOrganizationId
  const elsewhere = owner === null ? undefined : tenants?.read(owner)
  const application =
    findApplicationByAppId(reader, principal.appId) ?? (elsewhere && findApplicationByAppId(elsewhere, principal.appId))
  return {
    name,
    appId: principal.appId,
    displayName: principal.displayName,
    opens: { kind: 'application' },
    principals: [principal],
    application,
    tokenVersion: application?.requestedAccessTokenVersion === 2 ? 2 : 1,
  }
}

/** An environment of the tenant; under an own address also reached under the port that the token is asked for at. */
function isEnvironment(
  name: string,
  opens: Extract<Audience, { kind: 'dataverse' }>,
  { hasEnvironment, origin, addresses }: ResourceContext,
): boolean {
  if (opens.environment === null || !hasEnvironment(opens.environment)) return false
  const address = parseAddress(name)
  return address !== undefined && (!addresses.has(address.host) || isSamePort(address.port, origin))
}

function isThisEmulator(name: string, origin: string): boolean {
  const address = parseAddress(name)
  if (!address || !isSamePort(address.port, origin)) return false
  return address.path === '' || address.path === parseAddress(origin)?.path
}

/** Under Microsoft's own names, behind the proxy, the port that the emulator listens on does not show. */
function isSamePort(port: string, origin: string): boolean {
  const reached = parseAddress(origin)?.port ?? ''
  return reached === '' || reached === port
}

function principalsOf(reader: Reader, appId: string): readonly ServicePrincipal[] {
  const principal = reader.table(servicePrincipals).findFirst('appId', appId)
  return principal ? [principal] : []
}
