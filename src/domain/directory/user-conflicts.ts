import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { refuseTakenAddresses } from './mail-addresses.js'
import { identityKey, users } from './tables.js'
import type { User } from './user-rows.js'

/**
 * Refuses a user whose names, addresses or identities somebody else in the tenant has. Throws `propertyTaken`, or
 * `severalTaken` where more than one of them is.
 */
export function refuseTakenNames(reader: Reader, user: User, before?: User): void {
  const checks = [refuseTakenName, refuseTakenProxies, refuseTakenIdentities, refuseTakenImmutableId]
  const refusals = checks.flatMap((check) => refusalOf(() => check(reader, user, before)) ?? [])
  if (refusals.length > 1) throw new DomainError('severalTaken')
  if (refusals[0]) throw refusals[0]
}

function refusalOf(check: () => void): DomainError | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

function refuseTakenName(reader: Reader, user: User, before?: User): void {
  if (user.userPrincipalName !== before?.userPrincipalName) {
    refuseHolder(
      user,
      'userPrincipalName',
      reader.table(users).findFirst('userPrincipalName', fold(user.userPrincipalName)),
    )
  }
}

function refuseTakenProxies(reader: Reader, user: User, before?: User): void {
  if (user.proxyAddresses !== before?.proxyAddresses) refuseTakenAddresses(reader, user.proxyAddresses, user.id)
}

function refuseTakenImmutableId(reader: Reader, user: User, before?: User): void {
  if (user.onPremisesImmutableId !== null && user.onPremisesImmutableId !== before?.onPremisesImmutableId) {
    const holder = reader.table(users).findFirst('onPremisesImmutableId', user.onPremisesImmutableId)
    refuseHolder(user, 'onPremisesImmutableId', holder)
  }
}

/** The identity that carries the user principal name is taken when that is, which is told already. */
function refuseTakenIdentities(reader: Reader, user: User, before?: User): void {
  if (user.identities === before?.identities) return
  for (const { signInType, issuer, issuerAssignedId } of user.identities) {
    if (issuerAssignedId === null || signInType === 'userPrincipalName') continue
    for (const holder of reader.table(users).find('identities', identityKey(issuer, issuerAssignedId))) {
      refuseHolder(user, 'identities', holder)
    }
  }
}

function refuseHolder(user: User, property: string, holder: User | undefined): void {
  if (holder && holder.id !== user.id) throw new DomainError('propertyTaken', { property, ids: [holder.id] })
}
