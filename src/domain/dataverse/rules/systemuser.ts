import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { RecordInput } from '../records/record-input.js'
import { type Session, userIdOf } from '../session.js'
import { userKindOf } from '../special-users.js'
import { EMAIL_SET_BY_CLIENT, setBusinessUnit } from '../systemusers.js'
import type { Row } from '../tables.js'
import { accessModeChange } from './access-mode-change.js'
import { createSystemuserRecord } from './create-systemuser.js'
import { deleteSystemuserRecord } from './delete-systemuser.js'
import { refuseWrongAzureState } from './directory-state.js'
import { enablement } from './enablement.js'
import { invitation } from './invitation.js'
import { refuseLockedUser } from './locked-users.js'
import { refuseManagerLoop } from './set-manager.js'
import type { TableRules } from './table-rules.js'

/** Columns of a user that nobody writes, each with the word of its refusal. */
const protectedColumns: Readonly<Record<string, string>> = {
  islicensed: 'licensedProtected',
  issyncwithdirectory: 'syncProtected',
  azureactivedirectoryobjectid: 'objectIdProtected',
  fullname: 'columnReadOnly',
  disabledreason: 'columnReadOnly',
  deletedstate: 'columnReadOnly',
  azuredeletedon: 'columnReadOnly',
  applicationiduri: 'columnReadOnly',
}

/** What users do in their own way: who may be made, changed, disabled and deleted. */
export const systemuserRules: TableRules = {
  create: createSystemuserRecord,
  update: updateSystemuserRecord,
  delete: deleteSystemuserRecord,
}

function updateSystemuserRecord(
  transaction: Transaction,
  session: Session,
  before: Row,
  changes: Row,
  input: RecordInput,
): Row {
  refuseSpecial(session, before, input)
  for (const name of Object.keys(input.columns)) {
    const word = protectedColumns[name]
    if (word) throw new DomainError(word, { column: name })
  }
  refuseWrongAzureState(transaction, session, before, changes)
  refuseNames(session, before, changes)
  if (userKindOf(session.environment, before) === 'application') refuseFixedColumns(before, changes)
  if (typeof changes.parentsystemuserid === 'string')
    refuseManagerLoop(transaction, session.environment, String(before.systemuserid), changes.parentsystemuserid)
  const unit = changes.businessunitid
  if (typeof unit === 'string' && unit !== before.businessunitid) moveUser(transaction, session, before, unit)
  return {
    ...changes,
    ...(changes.internalemailaddress === undefined ? {} : { [EMAIL_SET_BY_CLIENT]: true }),
    ...accessModeChange(transaction, session, before, changes),
    ...enablement(transaction, session, before, changes),
    ...invitation(transaction, session, before, changes),
  }
}

function refuseSpecial(session: Session, user: Row, input: RecordInput): void {
  refuseLockedUser(session, user)
  if (userKindOf(session.environment, user) !== 'application') return
  if ('domainname' in input.columns || 'applicationid' in input.columns) throw new DomainError('applicationUserLocked')
  if ('accessmode' in input.columns && input.columns.accessmode !== user.accessmode)
    throw new DomainError('applicationUserAccessMode')
}

function refuseNames(session: Session, before: Row, changes: Row): void {
  const name = changes.domainname
  if (typeof name !== 'string' || name === before.domainname) return
  if (before.systemuserid === userIdOf(session)) throw new DomainError('ownDomainName')
  if (!name.includes('@') && !name.includes('\\')) throw new DomainError('userNameInvalid')
}

/** What an administrator may change about an application user; everything else comes from the application. */
const applicationUserColumns: ReadonlySet<string> = new Set(['businessunitid', 'internalemailaddress', 'isdisabled'])

function refuseFixedColumns(before: Row, changes: Row): void {
  const fixed = Object.keys(changes).find(
    (name) => !applicationUserColumns.has(name) && (changes[name] ?? null) !== (before[name] ?? null),
  )
  if (fixed) throw new DomainError('applicationUserUpdate', { column: fixed })
}

function moveUser(transaction: Transaction, session: Session, before: Row, unit: string): void {
  requireNamedPrivilege(transaction, session, 'prvReparentUser')
  setBusinessUnit(transaction, session.environment, String(before.systemuserid), unit, userIdOf(session))
}
