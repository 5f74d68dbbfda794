import { digest } from '../../kernel/digest.js'
import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { hashPassword, matchesPassword } from '../directory/password.js'
import { forgetExpired } from './forget-expired.js'
import type { OneTimePasscode, PasscodePurpose } from './one-time-passcode-rows.js'
import { oneTimePasscodes } from './tables.js'
import { newTenantHandle, tenantHandleId } from './tenant-handle.js'

/** Minutes for which a code is good (Microsoft Entra External ID: Email one-time passcode). */
export const PASSCODE_MINUTES = 30
const MOST_FAILURES = 5

/** A new passcode: `handle` is for the page, `code` for the mail. */
export interface NewPasscode {
  readonly handle: string
  /** Eight digits. */
  readonly code: string
}

/** Makes a passcode; the one behind `former`, if there is one, ends. */
export function issuePasscode(
  transaction: Transaction,
  { purpose, email, userId }: Pick<OneTimePasscode, 'purpose' | 'email' | 'userId'>,
  former?: string,
): NewPasscode {
  forgetExpired(transaction, oneTimePasscodes, transaction.now)
  if (former !== undefined) endPasscode(transaction, former)
  const { id, text: handle } = newTenantHandle(transaction)
  const code = newCode(transaction)
  const salt = transaction.newGuid()
  transaction.insert(oneTimePasscodes, {
    ...{ id, purpose, email, userId, salt },
    hash: hashPassword(salt, code),
    failures: 0,
    isVerified: false,
    expiresAt: formatInstant(transaction.now + PASSCODE_MINUTES * 60_000),
  })
  return { handle, code }
}

function newCode(transaction: Transaction): string {
  const { buffer, byteOffset } = digest(transaction.newSecret())
  return String(new DataView(buffer, byteOffset).getUint32(0) % 100_000_000).padStart(8, '0')
}

/**
 * Tries a code. A wrong one is counted, which is why this tells rather than throws: after five of them, or when its time
 * is over, the passcode is spent.
 */
export function tryPasscode(
  transaction: Transaction,
  handle: string,
  purpose: PasscodePurpose,
  code: string,
): 'right' | 'wrong' | 'spent' {
  const row = findPasscode(transaction, handle, purpose)
  if (!row) return 'spent'
  if (matchesPassword(row, code.replace(/\s/g, ''))) {
    transaction.replace(oneTimePasscodes, { ...row, isVerified: true })
    return 'right'
  }
  transaction.replace(oneTimePasscodes, { ...row, failures: row.failures + 1 })
  return row.failures + 1 < MOST_FAILURES ? 'wrong' : 'spent'
}

/** What a handle stands for whose code was typed; it cannot be used again. Throws `passcodeSpent`. */
export function redeemPasscode(transaction: Transaction, handle: string, purpose: PasscodePurpose): OneTimePasscode {
  const row = findPasscode(transaction, handle, purpose)
  if (!row?.isVerified) throw new DomainError('passcodeSpent')
  transaction.remove(oneTimePasscodes, row.id)
  return row
}

function findPasscode(transaction: Transaction, handle: string, purpose: PasscodePurpose): OneTimePasscode | undefined {
  const row = transaction.table(oneTimePasscodes).get(tenantHandleId(handle))
  if (row?.purpose !== purpose || row.failures >= MOST_FAILURES) return undefined
  return (parseInstant(row.expiresAt) ?? 0) > transaction.now ? row : undefined
}

function endPasscode(transaction: Transaction, handle: string): void {
  const id = tenantHandleId(handle)
  if (transaction.table(oneTimePasscodes).has(id)) transaction.remove(oneTimePasscodes, id)
}
