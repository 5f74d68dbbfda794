import type { Reader } from '../../domain/access.js'
import { requireAccess } from '../../domain/dataverse/access-check.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import type { Session } from '../../domain/dataverse/session.js'
import { userKindOf } from '../../domain/dataverse/special-users.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { settingOf } from '../../domain/provisioning/settings.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'

/** The form of a user, as the web interface opens it. */
export interface UserForm {
  readonly row: Row
  /** Whether the status can be changed on it. */
  readonly statusEditable: boolean
}

/**
 * The form that `?pagetype=entityrecord&etn=systemuser&id=…` asks for, if it does. On the form that comes with the
 * platform the status of an application user can only be read. Throws `rowMissing` and the refusals of privileges.
 */
export function userFormOf(reader: Reader, session: Session, query: ReadonlyMap<string, string>): UserForm | undefined {
  if (query.get('pagetype') !== 'entityrecord' || query.get('etn') !== 'systemuser') return undefined
  const { environment, model } = session
  const id = fold(query.get('id') ?? '').replace(/[{}]/g, '')
  const row = rowsOf(reader, environment, 'systemuser').get(id)
  if (!row) throw new DomainError('rowMissing', { table: 'systemuser', id })
  requireAccess(reader, session, requiredTable(model, 'systemuser'), 'Read', row)
  const fixed = userKindOf(environment, row) === 'application' && !settingOf(environment, 'form.statusEditable')
  return { row, statusEditable: !fixed }
}
