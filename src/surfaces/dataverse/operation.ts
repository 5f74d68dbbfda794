import type { TableMetadata } from '../../domain/dataverse/metadata.js'
import type { Answer } from './answer.js'
import type { RequestContext } from './context.js'
import type { JsonObject } from './json-object.js'
import type { RowTarget } from './row-target.js'

/** What an operation gets to work with. */
export interface OperationCall {
  readonly context: RequestContext
  /** Parameters of a function by name, or members of an action's body. */
  readonly parameters: JsonObject
  /** The row a bound operation is bound to. */
  readonly target: RowTarget | undefined
  /** The table of a collection-bound operation. */
  readonly table: TableMetadata | undefined
}

/** A function (GET) or action (POST) of the service, as data. */
export interface Operation {
  readonly name: string
  readonly kind: 'function' | 'action'
  /** Logical names of the tables to whose rows it is bound; `*` for any. Absent for unbound ones. */
  readonly boundTo?: readonly string[]
  /** Bound to the collection, not to a row of it. */
  readonly collection?: boolean
  readonly run: (call: OperationCall) => Answer
}

/** The row that a bound operation is called on. Operations are matched with what they are bound to before they run. */
export function boundRow({ target }: OperationCall): RowTarget {
  if (!target) throw new Error('the operation is called on no row')
  return target
}
