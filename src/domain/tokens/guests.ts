import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { organizationOf } from '../directory/organization.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'

/** The app that somebody signs in to, as refusals name it. */
interface App {
  readonly appId: string
  readonly displayName: string
}

/**
 * Who somebody is in a tenant: himself at home, the guest with his address elsewhere (Microsoft Entra B2B collaboration).
 * `home` reads the tenant of `user`. Throws `accountNotInTenant` and `userDisabled`.
 */
export function userIn(reader: Reader, home: Reader, user: User, { appId, displayName }: App): User {
  if (reader.tenant === home.tenant) return user
  const guest = findGuest(reader, user)
  if (!guest) {
    const tenant = organizationOf(reader).displayName
    const idp = `https://sts.windows.net/${home.tenant}/`
    throw new DomainError('accountNotInTenant', { email: user.userPrincipalName, idp, tenant, appId, displayName })
  }
  if (!guest.accountEnabled) throw new DomainError('userDisabled')
  return guest
}

function findGuest(reader: Reader, { userPrincipalName, mail }: User): User | undefined {
  for (const address of [userPrincipalName, mail ?? '']) {
    for (const user of reader.table(users).find('mail', fold(address))) {
      if (user.userType === 'Guest') return user
    }
  }
  const local = `${userPrincipalName.replace('@', '_')}#EXT#@`
  const initial = organizationOf(reader).verifiedDomains.find(({ isInitial }) => isInitial)
  return reader.table(users).findFirst('userPrincipalName', fold(`${local}${initial?.name}`))
}
