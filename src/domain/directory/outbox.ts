import { formatInstant } from '../../kernel/instant.js'
import { defineTable } from '../../store/table-definition.js'
import type { Transaction } from '../access.js'

/** What a mail is about; an `invitation.required` tells an administrator that somebody has to be invited again. */
export type MailKind = 'credentials' | 'invitation' | 'invitation.required' | 'oneTimePasscode'

/** A mail that the services would have sent. The emulator sends none: it keeps them for who wants to look. */
export interface Mail {
  readonly id: string
  readonly at: string
  readonly kind: MailKind
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** The mails of a tenant, in the order in which they were written. */
export const outbox = defineTable<Mail>({ name: 'outbox', id: (mail) => mail.id, indexes: {} })

/** Puts a mail into the outbox. */
export function postMail(transaction: Transaction, mail: Omit<Mail, 'id' | 'at'>): Mail {
  return transaction.insert(outbox, { id: transaction.newGuid(), at: formatInstant(transaction.now), ...mail })
}

/** Throws all mails of a tenant away. */
export function emptyOutbox(transaction: Transaction): void {
  for (const { id } of [...transaction.table(outbox).rows()]) transaction.remove(outbox, id)
}
