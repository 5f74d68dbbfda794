import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import type { SignIn } from './sign-in-rows.js'
import { signIns } from './tables.js'

/** Days for which the log answers (Microsoft Entra: data retention). */
const KEPT_DAYS = 30
/** How many entries a tenant keeps at least, and how many more may come together before the oldest go. */
const KEPT_ENTRIES = 10_000
const SURPLUS = 500

/** Adds an entry to the sign-in log; the oldest ones make room. */
export function logSignIn(transaction: Transaction, signIn: SignIn): void {
  const table = transaction.table(signIns)
  if (table.size >= KEPT_ENTRIES + SURPLUS) {
    const oldest: string[] = []
    for (const { row } of table.scan()) if (oldest.push(row.id) === SURPLUS) break
    for (const id of oldest) transaction.remove(signIns, id)
  }
  transaction.insert(signIns, signIn)
}

/** Whether the log still answers for an entry; `now` is in milliseconds since the epoch. */
export function isKept({ createdDateTime }: SignIn, now: number): boolean {
  return createdDateTime > formatInstant(now - KEPT_DAYS * 86_400_000)
}

/** A user's latest sign-ins, as far as the log reaches. */
export interface SignInActivity {
  readonly interactive: SignIn | undefined
  readonly nonInteractive: SignIn | undefined
  readonly successful: SignIn | undefined
}

/** When a user last signed in, or tried to. */
export function signInActivityOf(reader: Reader, userId: string): SignInActivity {
  let activity: SignInActivity = { interactive: undefined, nonInteractive: undefined, successful: undefined }
  for (const signIn of reader.table(signIns).find('userId', userId)) {
    activity = {
      ...activity,
      ...(signIn.eventType === 'interactiveUser' ? { interactive: signIn } : { nonInteractive: signIn }),
      ...(signIn.errorCode === 0 && { successful: signIn }),
    }
  }
  return activity
}
