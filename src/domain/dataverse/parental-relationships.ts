import type { Reader } from '../access.js'
import type { Environment } from './environment-rows.js'
import { type ManyToOne, type TableMetadata, typeColumnOf } from './metadata.js'
import { type Model, requiredTable } from './model.js'
import { type Row, rowsOf } from './tables.js'

/** A row with the table that it is of. */
export interface Placed {
  readonly table: TableMetadata
  readonly row: Row
}

/** Between rows that have owners; others hang on nothing. */
function isOwned(model: Model, { from, to }: ManyToOne): boolean {
  return [from, to].every((name) => model.table(name)?.ownership === 'UserOwned')
}

/** What is done with a row of `to` is done with all that hang on it. */
function isParental({ cascadeAssign }: ManyToOne): boolean {
  return cascadeAssign === 'Cascade'
}

/** The rows that a row hangs on. */
export function parentsOf(reader: Reader, environment: Environment, model: Model, { table, row }: Placed): Placed[] {
  return model.manyToOne.flatMap((reference): Placed[] => {
    const id = reference.from === table.logicalName ? row[reference.column] : undefined
    if (typeof id !== 'string' || !leadsTo(row, reference) || !isParental(reference) || !isOwned(model, reference))
      return []
    const parent = rowsOf(reader, environment, reference.to).get(id)
    return parent ? [{ table: requiredTable(model, reference.to), row: parent }] : []
  })
}

/** The rows that hang on a row, or those that refer to it in the relationships that are `wanted`. */
export function childrenOf(
  reader: Reader,
  environment: Environment,
  model: Model,
  { table, row }: Placed,
  wanted: (reference: ManyToOne, child: Row) => boolean = isParental,
): Placed[] {
  const id = String(row[table.primaryId])
  return model.referencesTo(table.logicalName).flatMap((reference): Placed[] => {
    if (!isOwned(model, reference)) return []
    const childTable = requiredTable(model, reference.from)
    return [...rowsOf(reader, environment, reference.from).find(reference.column, id)]
      .filter((child) => leadsTo(child, reference) && wanted(reference, child))
      .map((child) => ({ table: childTable, row: child }))
  })
}

/** A lookup to several tables remembers which it leads to. */
function leadsTo(row: Row, { column, to }: ManyToOne): boolean {
  const type = row[typeColumnOf(column)]
  return type === undefined || type === null || type === to
}
