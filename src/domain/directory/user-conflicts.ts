import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { refuseTakenAddresses } from './mail-addresses.js'
import { identityKey, users } from './tables.js'
import type { User } from './user-rows.js'

/** Refuses a user whose names, addresses or identities somebody else in the tenant has. Throws `propertyTaken`. */
export function refuseTakenNames(reader: Reader, user: User, before?: User): void {
  if (user.userPrincipalName !== before?.userPrincipalName) {
    refuseHolder(
      user,
      'userPrincipalName',
      reader.table(users).findFirst('userPrincipalName', fold(user.userPrincipalName)),
    )
  }
  if (user.proxyAddresses !== before?.proxyAddresses) refuseTakenAddresses(reader, user.proxyAddresses, user.id)
  if (user.identities !== before?.identities) refuseTakenIdentities(reader, user)
  if (user.onPremisesImmutableId !== null && user.onPremisesImmutableId !== before?.onPremisesImmutableId) {
    const holder = reader.table(users).findFirst('onPremisesImmutableId', user.onPremisesImmutableId)
    refuseHolder(user, 'onPremisesImmutableId', holder)
  }
}

function refuseTakenIdentities(reader: Reader, user: User): void {
  for (const { issuer, issuerAssignedId } of user.identities) {
    if (issuerAssignedId === null) continue
    for (const holder of reader.table(users).find('identities', identityKey(issuer, issuerAssignedId))) {
      refuseHolder(user, 'identities', holder)
    }
  }
}

function refuseHolder(user: User, property: string, holder: User | undefined): void {
  if (holder && holder.id !== user.id) throw new DomainError('propertyTaken', { property, ids: [holder.id] })
}
