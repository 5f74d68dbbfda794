import type { Transaction } from '../access.js'
import { organizationOf } from '../directory/organization.js'
import { postMail } from '../directory/outbox.js'
import { PASSCODE_MINUTES } from './one-time-passcodes.js'

/** Mails a passcode to the address that it proves. */
export function mailPasscode(transaction: Transaction, email: string, code: string): void {
  const { displayName } = organizationOf(transaction)
  postMail(transaction, {
    kind: 'oneTimePasscode',
    to: [email],
    subject: `Your ${displayName} verification code`,
    text: `Your verification code is ${code}. It can be used for ${PASSCODE_MINUTES} minutes. If you did not ask for it, ignore this mail.`,
  })
}
