import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Application } from './application-rows.js'
import type { Group } from './group-rows.js'
import { addressOf, applications, groups, users } from './tables.js'
import { isLocalIdentity } from './user-identities.js'
import type { User } from './user-rows.js'

/** An object whose names or addresses are of a domain. */
export type DomainReference =
  | { readonly type: 'user'; readonly id: string; readonly object: User }
  | { readonly type: 'group'; readonly id: string; readonly object: Group }
  | { readonly type: 'application'; readonly id: string; readonly object: Application }

/** Everything that could not be called as it is without the domain (Microsoft Graph: List domainNameReferences). */
export function domainReferences(reader: Reader, domain: string): readonly DomainReference[] {
  const found: DomainReference[] = []
  for (const object of reader.table(users).rows()) {
    if (isUserOf(object, domain)) found.push({ type: 'user', id: object.id, object })
  }
  for (const object of reader.table(groups).rows()) {
    if (isAddressedIn(object, domain)) found.push({ type: 'group', id: object.id, object })
  }
  for (const object of reader.table(applications).rows()) {
    if (object.identifierUris.some((uri) => isUriOf(uri, domain))) {
      found.push({ type: 'application', id: object.id, object })
    }
  }
  return found
}

function isUserOf(user: User, domain: string): boolean {
  return (
    isNameIn(user.userPrincipalName, domain) ||
    isAddressedIn(user, domain) ||
    user.identities.some((identity) => isLocalIdentity(identity) && fold(identity.issuer ?? '') === fold(domain))
  )
}

function isAddressedIn({ mail, proxyAddresses }: Pick<User, 'mail' | 'proxyAddresses'>, domain: string): boolean {
  return (
    isNameIn(mail ?? '', domain) || proxyAddresses.some((proxyAddress) => isNameIn(addressOf(proxyAddress), domain))
  )
}

/** Whether a user principal name or an address is of a domain. */
export function isNameIn(name: string, domain: string): boolean {
  return fold(name).endsWith(`@${fold(domain)}`)
}

/** Whether the host of an identifier URI is a domain, or below it. */
export function isUriOf(uri: string, domain: string): boolean {
  const host = fold(HOST.exec(uri)?.[2] ?? '')
  return host === fold(domain) || host.endsWith(`.${fold(domain)}`)
}

/** A URI in its parts: scheme, host, the rest. */
export const HOST = /^([a-z][a-z0-9+.-]*:\/\/)([^/:?#]+)(.*)$/i
