import { requireAccess, visibleRows } from '../../domain/dataverse/access-check.js'
import { type Navigation, type TableMetadata, typeColumnOf } from '../../domain/dataverse/metadata.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { DomainError } from '../../kernel/errors.js'
import { type RequestContext, readerOf } from './context.js'
import { requireTargetRow } from './find-row.js'
import type { Related } from './resource.js'
import { grantedPrivileges, rolesWithPrivilege } from './role-privilege-rows.js'
import type { RowTarget } from './row-target.js'
import { virtualTable } from './virtual-tables.js'

/** A row with the table it is of: a lookup for owners leads to more than one. */
export interface Followed {
  readonly table: TableMetadata
  readonly row: Row
}

/** The row a single-valued navigation property leads to, read rights aside. */
export function followLookup(
  context: RequestContext,
  navigation: Extract<Navigation, { kind: 'single' }>,
  row: Row,
): Followed | undefined {
  const id = row[navigation.column]
  if (typeof id !== 'string') return undefined
  const named = navigation.polymorphic ? row[typeColumnOf(navigation.column)] : navigation.targets[0]
  if (typeof named !== 'string' || !navigation.targets.includes(named)) return undefined
  const table = requiredTable(context.model, named)
  const virtual = virtualTable(named)
  const found = virtual ? virtual(context).get(id) : rowsOf(readerOf(context), context.environment, named).get(id)
  return found && { table, row: found }
}

/** As `followLookup`, without rows that the caller may not read. */
export function followVisible(
  context: RequestContext,
  navigation: Extract<Navigation, { kind: 'single' }>,
  row: Row,
): Followed | undefined {
  const followed = followLookup(context, navigation, row)
  if (!followed) return undefined
  const test = visibleRows(readerOf(context), context.session, followed.table)
  return !test || test(followed.row) ? followed : undefined
}

/** The rows a collection-valued navigation property leads to, read rights aside. */
export function* followCollection(
  context: RequestContext,
  from: TableMetadata,
  navigation: Exclude<Navigation, { kind: 'single' }>,
  row: Row,
): Generator<Row> {
  const reader = readerOf(context)
  const { environment } = context
  const id = String(row[from.primaryId])
  if (navigation.kind === 'collection') {
    for (const child of rowsOf(reader, environment, navigation.target).find(navigation.column, id)) {
      const type = child[typeColumnOf(navigation.column)]
      if (!navigation.polymorphic || type === undefined || type === from.logicalName) yield child
    }
  } else if (navigation.intersectTable === 'roleprivileges') {
    yield* from.logicalName === 'role' ? grantedPrivileges(context, row) : rolesWithPrivilege(context, row)
  } else if (context.model.table(navigation.intersectTable)) {
    const targets = rowsOf(reader, environment, navigation.target)
    for (const link of rowsOf(reader, environment, navigation.intersectTable).find(navigation.ownColumn, id)) {
      const target = targets.get(String(link[navigation.targetColumn]))
      if (target) yield target
    }
  }
}

/**
 * The row behind a lookup in the middle of a path, as a target of its own: whoever goes on asks for access to it.
 * Throws when there is none, or the row that it starts from may not be read.
 */
export function followSingle(context: RequestContext, related: Related): RowTarget {
  const { navigation, from, table } = related
  const row = requireTargetRow(context, from)
  requireAccess(readerOf(context), context.session, from.table, 'Read', row)
  const followed = navigation.kind === 'single' ? followLookup(context, navigation, row) : undefined
  if (!followed) throw new DomainError('rowMissing', { table: table.logicalName, id: '' })
  const id = String(followed.row[followed.table.primaryId])
  return {
    table: followed.table,
    key: { kind: 'id', id },
    text: `${followed.table.entitySetName}(${id})`,
  }
}
