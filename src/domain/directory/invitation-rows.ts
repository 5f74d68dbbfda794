import { digestHex } from '../../kernel/digest.js'
import { defineTable, equality } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'

/** That somebody was invited as a guest, by whom, and where the guest goes after accepting. */
export interface Invitation {
  readonly id: string
  readonly userId: string
  /** The user or the service principal that invited. */
  readonly inviterId: string
  readonly inviteRedirectUrl: string
  /** Hash of the secret in the link by which the invitation is accepted. */
  readonly ticketHash: string
}

/** Every invitation of those who are still there. */
export const invitations = defineTable<Invitation>({
  name: 'invitations',
  id: (invitation) => invitation.id,
  indexes: { userId: equality((invitation) => invitation.userId) },
})

/** The invitation that a link stands for, or undefined when its secret is not the one that was handed out. */
export function findInvitation(reader: Reader, id: string, ticket: string): Invitation | undefined {
  const invitation = reader.table(invitations).get(id.toLowerCase())
  return invitation?.ticketHash === digestHex(ticket) ? invitation : undefined
}

/** The object id of whoever invited a user first, or undefined. */
export function inviterOf(reader: Reader, userId: string): string | undefined {
  return reader.table(invitations).findFirst('userId', userId)?.inviterId
}

/** Takes away the invitations of a user who is deleted for good. */
export function purgeInvitations(transaction: Transaction, userId: string): void {
  for (const { id } of [...transaction.table(invitations).find('userId', userId)]) transaction.remove(invitations, id)
}
