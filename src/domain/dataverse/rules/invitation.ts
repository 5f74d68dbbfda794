import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import type { Session } from '../session.js'
import { userKindOf } from '../special-users.js'
import type { Row } from '../tables.js'

/** Values of `invitestatuscode`. */
const NOT_SENT = 0
const INVITED = 1

/**
 * What a change by hand means for the invitation of a person: whoever is enabled again has to be invited again, of which
 * the administrator is told, and to set the status to Invited sends the invitation. Access does not wait for either.
 * Throws `invitedWhileDisabled`.
 */
export function invitation(transaction: Transaction, session: Session, before: Row, changes: Row): Row {
  if (userKindOf(session.environment, before) !== 'person') return {}
  const enabledAgain = before.isdisabled === true && changes.isdisabled === false
  if (changes.invitestatuscode === INVITED) {
    if (before.isdisabled && !enabledAgain) throw new DomainError('invitedWhileDisabled')
    mail(transaction, session, 'invitation', before, before)
    return {}
  }
  if (!enabledAgain) return {}
  mail(transaction, session, 'invitation.required', before, session.user)
  return { invitestatuscode: NOT_SENT }
}

function mail(
  transaction: Transaction,
  { directory, environment }: Session,
  kind: 'invitation' | 'invitation.required',
  user: Row,
  reader: Row,
): void {
  const about = `${String(user.fullname)} (${String(user.domainname)})`
  const wording =
    kind === 'invitation'
      ? { subject: `You are invited to ${environment.displayName}`, text: `${about} can use the environment.` }
      : { subject: `Invite ${about} again`, text: `${about} was enabled again in ${environment.displayName}.` }
  const to = reader.internalemailaddress ?? reader.domainname
  directory.postMail(transaction, { kind, to: [String(to)], ...wording })
}
