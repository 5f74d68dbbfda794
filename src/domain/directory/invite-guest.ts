import { digestHex } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { createUser } from './create-user.js'
import { getUser } from './find-principal.js'
import { type Invitation, invitations } from './invitation-rows.js'
import { guestOfAddress, refuseBadAddress } from './invited-address.js'
import { withPrimaryAddress } from './mail-addresses.js'
import { initialDomain, organizationOf } from './organization.js'
import { addSponsor, sponsorIdsOf } from './sponsors.js'
import { users } from './tables.js'
import { refuseTakenNames } from './user-conflicts.js'
import type { User } from './user-rows.js'

/** Whom to invite, and how. */
export interface GuestToInvite {
  readonly email: string
  readonly redirectUrl: string
  readonly displayName?: string | null | undefined
  readonly userType?: 'Guest' | 'Member' | null | undefined
  /** Somebody who is here already and signs in elsewhere from now on. */
  readonly userId?: string | undefined
  /** The user accepts anew, by the address that is given here. */
  readonly resetRedemption: boolean
  readonly sponsorIds: readonly string[]
}

/** Who invites. */
export interface Inviter {
  readonly kind: 'user' | 'app'
  readonly id: string
}

/** An invitation with the secret of its link, which is told this once. */
export interface Invited {
  readonly invitation: Invitation
  readonly user: User
  readonly ticket: string
}

/**
 * Invites somebody from elsewhere: the guest is there at once and waits for accepting (Microsoft Graph: Create
 * invitation). Who was invited before is invited again and stays the same user. Throws `invitedAddressInvalid`,
 * `redirectUrlInvalid`, `invitedUserExists`, `invitedGroupAddress`, `invitedDomainVerified`, `resetWithoutUser`, `notFound`
 * and what `createUser` and `addSponsor` throw.
 */
export function inviteGuest(transaction: Transaction, guest: GuestToInvite, inviter: Inviter): Invited {
  refuseBadAddress(guest.email)
  if (!isWebAddress(guest.redirectUrl)) throw new DomainError('redirectUrlInvalid', { url: guest.redirectUrl })
  const user = invitedUser(transaction, guest, inviter)
  const ticket = transaction.newSecret()
  const invitation = transaction.insert(invitations, {
    id: transaction.newGuid(),
    userId: user.id,
    inviterId: inviter.id,
    inviteRedirectUrl: guest.redirectUrl,
    ticketHash: digestHex(ticket),
  })
  return { invitation, user, ticket }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text)
}

function invitedUser(transaction: Transaction, guest: GuestToInvite, inviter: Inviter): User {
  if (guest.resetRedemption && guest.userId === undefined) throw new DomainError('resetWithoutUser')
  const known =
    guest.userId === undefined ? guestOfAddress(transaction, guest.email) : getUser(transaction, guest.userId)
  if (!known) return withSponsors(transaction, createGuest(transaction, guest), sponsorsOfNew(guest, inviter))
  const waiting = guest.resetRedemption || known.externalUserState === null
  return withSponsors(transaction, waiting ? waitForGuest(transaction, known, guest) : known, guest.sponsorIds)
}

/** Whoever invites vouches for the guest, unless others are named to. */
function sponsorsOfNew({ sponsorIds }: GuestToInvite, inviter: Inviter): readonly string[] {
  return sponsorIds.length === 0 && inviter.kind === 'user' ? [inviter.id] : sponsorIds
}

function withSponsors(transaction: Transaction, user: User, sponsorIds: readonly string[]): User {
  let sponsored = user
  for (const id of sponsorIds) {
    if (!sponsorIdsOf(sponsored).includes(id)) sponsored = addSponsor(transaction, user.id, id)
  }
  return sponsored
}

const LONGEST_NICKNAME = 64

function createGuest(transaction: Transaction, { email, displayName, userType }: GuestToInvite): User {
  const nickname = `${email.replace('@', '_')}#EXT#`
  const properties = {
    accountEnabled: true,
    displayName: displayName ?? email.slice(0, email.indexOf('@')),
    mailNickname: nickname.slice(0, LONGEST_NICKNAME),
    userPrincipalName: `${nickname}@${initialDomain(organizationOf(transaction))}`,
    userType: userType ?? 'Guest',
    mail: email,
    otherMails: [email],
  }
  return createUser(transaction, properties, { creationType: 'Invitation', ...pending(transaction) })
}

function pending({ now }: Transaction): Pick<User, 'externalUserState' | 'externalUserStateChangeDateTime'> {
  return { externalUserState: 'PendingAcceptance', externalUserStateChangeDateTime: formatInstant(now) }
}

/** A user who is here already waits for accepting, under the address that the invitation goes to. */
function waitForGuest(transaction: Transaction, before: User, { email }: GuestToInvite): User {
  const user: User = {
    ...before,
    ...pending(transaction),
    mail: email,
    otherMails: before.otherMails.includes(email) ? before.otherMails : [...before.otherMails, email],
    proxyAddresses: withPrimaryAddress(before.proxyAddresses, email),
    identities: before.identities.filter(({ signInType }) => signInType !== 'federated'),
  }
  refuseTakenNames(transaction, user, before)
  return transaction.replace(users, user)
}
