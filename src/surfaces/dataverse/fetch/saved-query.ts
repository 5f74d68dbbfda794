import { requireAccess } from '../../../domain/dataverse/access-check.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import { rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import { type RequestContext, readerOf } from '../context.js'
import { RequestRefused } from '../errors.js'

/** The options that bring a query in FetchXML, each with the table of the views that it names. */
const options: ReadonlyMap<string, string | undefined> = new Map([
  ['fetchXml', undefined],
  ['savedQuery', 'savedquery'],
  ['userQuery', 'userquery'],
])

/** Names of the options that bring a query in FetchXML. */
export const fetchOptions: readonly string[] = [...options.keys()]

/** A query in FetchXML that a request brings, or that of a view that it names. */
export interface AskedFetch {
  readonly text: string
  readonly isView: boolean
}

/**
 * The FetchXML of a request, if it has any (Microsoft: Retrieve and execute predefined queries). Throws `rowMissing`, the
 * refusals of privileges, and refusals for what names no view.
 */
export function askedFetch(context: RequestContext): AskedFetch | undefined {
  const [name, another] = fetchOptions.filter((each) => context.query.has(each))
  if (name === undefined) return undefined
  if (another !== undefined)
    throw new RequestRefused(400, '0x80060888', `The query options '${name}' and '${another}' cannot be combined.`)
  const value = context.query.get(name) ?? ''
  const view = options.get(name)
  return view === undefined
    ? { text: value, isView: false }
    : { text: textOfView(context, name, view, value), isView: true }
}

function textOfView(context: RequestContext, option: string, logicalName: string, value: string): string {
  const id = value
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase()
  if (!isGuid(id))
    throw new RequestRefused(
      400,
      '0x80060888',
      `The value '${value}' of the query option '${option}' is not a valid GUID.`,
    )
  const reader = readerOf(context)
  const table = requiredTable(context.model, logicalName)
  const row = rowsOf(reader, context.environment, logicalName).get(id)
  if (!row) throw new DomainError('rowMissing', { table: logicalName, id })
  requireAccess(reader, context.session, table, 'Read', row)
  return String(row.fetchxml ?? '')
}
