import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import { newIntersects } from '../custom-tables.js'
import type { ManyToMany } from '../metadata.js'
import { requiredTable } from '../model.js'
import type { Session } from '../session.js'
import { removeRow, rowsOf } from '../tables.js'
import { saveTables } from './change-tables.js'
import { relatedTable, requireFreeName, requireFreeNavigation } from './one-to-many.js'
import { requireSchemaName } from './schema-name.js'

/** A many-to-many relationship as somebody wants it to be. */
export interface ManyToManyInput {
  readonly schemaName: string
  readonly table1: string
  readonly table2: string
  readonly navigation1?: string
  readonly navigation2?: string
  readonly intersectTable?: string
}

/**
 * Links two tables, or one with itself (Microsoft: Create and update table relationships using the Web API). Throws
 * `privilegeMissing`, `tableUnknown`, `schemaNameInvalid`, `relationshipNameTaken`, `tableNameTaken`.
 */
export function createManyToMany(transaction: Transaction, session: Session, input: ManyToManyInput): void {
  requireNamedPrivilege(transaction, session, 'prvCreateRelationship')
  const { environment, model } = session
  const { schemaName, navigation1 = schemaName, navigation2 = schemaName } = input
  const first = relatedTable(session, input.table1)
  const second = relatedTable(session, input.table2)
  const name = input.intersectTable ?? schemaName
  requireSchemaName('relationship', schemaName)
  requireSchemaName('relationship', name)
  requireFreeName(session, schemaName)
  requireFreeNavigation(session, first, navigation1)
  requireFreeNavigation(session, second, navigation2)
  const isSelf = first === second
  if (isSelf && navigation1 === navigation2) throw new DomainError('relationshipNameTaken', { name: navigation1 })
  const logicalName = name.toLowerCase()
  if (model.table(logicalName)) throw new DomainError('tableNameTaken', { name })
  const link: ManyToMany = {
    schemaName,
    table1: first.logicalName,
    column1: isSelf ? `${first.primaryId}one` : first.primaryId,
    navigation1,
    table2: second.logicalName,
    column2: isSelf ? `${second.primaryId}two` : second.primaryId,
    navigation2,
    intersectTable: logicalName,
  }
  saveTables(transaction, environment, [...environment.customTables, { logicalName, columns: [], link }])
}

/** Deletes a custom many-to-many relationship with its links. Throws `privilegeMissing`, `relationshipNotCustom`. */
export function deleteManyToMany(
  transaction: Transaction,
  session: Session,
  { schemaName, intersectTable }: ManyToMany,
): void {
  requireNamedPrivilege(transaction, session, 'prvDeleteRelationship')
  const { environment } = session
  requireCustomLink(session, schemaName)
  const kept = environment.customTables.filter((each) => !('link' in each) || each.link.schemaName !== schemaName)
  const { primaryId } = requiredTable(session.model, intersectTable)
  for (const row of [...rowsOf(transaction, environment, intersectTable).rows()])
    removeRow(transaction, environment, intersectTable, String(row[primaryId]))
  saveTables(transaction, environment, kept)
}

/** Throws `privilegeMissing`, `relationshipNotCustom`. What may be changed of a many-to-many relationship is not kept here. */
export function changeManyToMany(transaction: Transaction, session: Session, { schemaName }: ManyToMany): void {
  requireNamedPrivilege(transaction, session, 'prvWriteRelationship')
  requireCustomLink(session, schemaName)
}

function requireCustomLink({ environment }: Session, schemaName: string): void {
  if (!newIntersects(environment).some(({ link }) => link.schemaName === schemaName))
    throw new DomainError('relationshipNotCustom', { name: schemaName })
}
