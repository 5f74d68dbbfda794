import type { Reader, Transaction } from '../access.js'
import { addToLog } from '../directory/bounded-log.js'
import type { SignIn } from './sign-in-rows.js'
import { signIns } from './tables.js'

/** Adds an entry to the sign-in log; the oldest ones make room. */
export function logSignIn(transaction: Transaction, signIn: SignIn): void {
  addToLog(transaction, signIns, signIn)
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

/** Writes down what an administrator makes of sign-ins that the log still has. */
export function judgeSignIns(
  transaction: Transaction,
  ids: readonly string[],
  riskState: NonNullable<SignIn['riskState']>,
): void {
  for (const id of ids) {
    const signIn = transaction.table(signIns).get(id)
    if (signIn) transaction.replace(signIns, { ...signIn, riskState })
  }
}
