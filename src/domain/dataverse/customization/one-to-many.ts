import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { CustomColumn, RelationshipNames } from '../environment-rows.js'
import type { ManyToOne, TableMetadata } from '../metadata.js'
import { requiredTable } from '../model.js'
import type { Session } from '../session.js'
import { customTableOf, saveTable } from './change-tables.js'
import { addColumn, removeColumn } from './columns.js'
import { requireSchemaName } from './schema-name.js'

/** A lookup and what it is for, as somebody wants them. */
export interface OneToManyInput {
  readonly schemaName: string
  /** The table whose rows are referred to. */
  readonly referenced: string
  /** The table that gets the lookup. */
  readonly referencing: string
  readonly lookup: Pick<CustomColumn, 'label' | 'description' | 'required'> & { readonly schemaName: string }
  readonly navigation?: string
  readonly collection?: string
  readonly cascadeDelete?: string
  readonly cascadeAssign?: string
}

/**
 * Adds a lookup with its relationship (Microsoft: Create and update relationships using the Web API). Throws
 * `privilegeMissing`, `tableUnknown`, `schemaNameInvalid`, `relationshipNameTaken`, `columnNameTaken`.
 */
export function createOneToMany(transaction: Transaction, session: Session, input: OneToManyInput): void {
  requireNamedPrivilege(transaction, session, 'prvCreateRelationship')
  const { schemaName, lookup } = input
  const table = relatedTable(session, input.referencing)
  const target = relatedTable(session, input.referenced)
  requireSchemaName('relationship', schemaName)
  requireSchemaName('attribute', lookup.schemaName)
  requireFreeName(session, schemaName)
  const names: RelationshipNames = {
    schemaName,
    to: target.logicalName,
    navigation: input.navigation ?? lookup.schemaName,
    collection: input.collection ?? schemaName,
    cascadeDelete: input.cascadeDelete ?? 'RemoveLink',
    cascadeAssign: input.cascadeAssign ?? 'NoCascade',
  }
  requireFreeNavigation(session, table, names.navigation)
  requireFreeNavigation(session, target, names.collection)
  addColumn(transaction, session, table, {
    ...lookup,
    logicalName: lookup.schemaName.toLowerCase(),
    type: 'Lookup',
    targets: [target.logicalName],
    relationships: [names],
  })
}

/** Changes what becomes of rows whose target is deleted or assigned. Throws `privilegeMissing`, `relationshipNotCustom`. */
export function changeOneToMany(
  transaction: Transaction,
  session: Session,
  relationship: ManyToOne,
  changes: Pick<OneToManyInput, 'cascadeDelete' | 'cascadeAssign'>,
): void {
  requireNamedPrivilege(transaction, session, 'prvWriteRelationship')
  requireCustomLookup(session, relationship)
  const { from, column: name, ...names } = relationship
  const table = customTableOf(session.environment, from)
  const columns = table.columns.map((column) => {
    if (column.logicalName.toLowerCase() !== name) return column
    const others = (column.relationships ?? []).filter(({ to }) => to !== names.to)
    return { ...column, relationships: [...others, { ...names, ...changes }] }
  })
  saveTable(transaction, session.environment, { ...table, columns })
}

/** Deletes a custom relationship with its lookup. Throws `privilegeMissing`, `relationshipNotCustom`. */
export function deleteOneToMany(transaction: Transaction, session: Session, relationship: ManyToOne): void {
  requireNamedPrivilege(transaction, session, 'prvDeleteRelationship')
  requireCustomLookup(session, relationship)
  removeColumn(transaction, session, requiredTable(session.model, relationship.from), relationship.column)
}

/** Whether the lookup of a relationship was added to its table, or came with a table that was. */
export function isCustomLookup({ environment }: Session, { from, column }: ManyToOne): boolean {
  const table = environment.customTables.find(({ logicalName }) => logicalName === from)
  return table?.columns.some(({ logicalName }) => logicalName.toLowerCase() === column) ?? false
}

function requireCustomLookup(session: Session, relationship: ManyToOne): void {
  if (!isCustomLookup(session, relationship))
    throw new DomainError('relationshipNotCustom', { name: relationship.schemaName })
}

/** Throws `tableUnknown`. */
export function relatedTable({ model }: Session, logicalName: string): TableMetadata {
  const table = model.table(logicalName.toLowerCase())
  if (!table || table.isIntersect) throw new DomainError('tableUnknown', { name: logicalName })
  return table
}

/** Throws `relationshipNameTaken` for a navigation property that the table has already. */
export function requireFreeNavigation({ model }: Session, { logicalName }: TableMetadata, navigation: string): void {
  if (model.navigations(logicalName).has(navigation))
    throw new DomainError('relationshipNameTaken', { name: navigation })
}

/** Throws `relationshipNameTaken`. */
export function requireFreeName({ model }: Session, schemaName: string): void {
  const name = schemaName.toLowerCase()
  const isTaken = [...model.manyToOne, ...model.manyToMany].some((each) => each.schemaName.toLowerCase() === name)
  if (isTaken) throw new DomainError('relationshipNameTaken', { name: schemaName })
}
