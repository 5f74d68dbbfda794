import type { RowReference } from '../../domain/dataverse/records/record-input.js'
import { decodePart } from '../../http/query-string.js'
import type { RequestContext } from './context.js'
import { RequestRefused } from './errors.js'
import { requireTargetId } from './find-row.js'
import { readRowKey } from './read-key.js'
import { readSegments } from './read-path.js'
import type { RowTarget } from './row-target.js'

const SERVICE_PATH = /\/api\/data\/v[^/]+\//i

/**
 * The row that `@odata.id` or `@odata.bind` names: relative, with a leading slash, or absolute up to any
 * `/api/data/vX.Y/`. Throws for what is no row of this service, and when the row is not there.
 */
export function readReference(context: RequestContext, text: unknown): RowReference {
  if (typeof text !== 'string') throw invalidReference(JSON.stringify(text))
  const target = readTarget(context, text)
  return { table: target.table.logicalName, id: requireTargetId(context, target) }
}

/** As `readReference`, without looking whether the row is there when it is named by id. */
export function readTarget(context: RequestContext, text: string): RowTarget {
  const decoded = decodePart(text)
  const service = SERVICE_PATH.exec(decoded)
  const path = service ? decoded.slice(service.index + service[0].length) : decoded
  const [segment, ...rest] = readSegments(encodeURI(path))
  const table = segment && context.model.tableOfSet(segment.name)
  if (!table || segment.key === undefined || rest.length > 0) throw invalidReference(text)
  const key = readRowKey(table, segment.key, context.query)
  return { table, key, text: `${segment.name}${segment.key}` }
}

function invalidReference(text: string): RequestRefused {
  return new RequestRefused(400, '0x80060888', `The reference '${text}' does not name a row of this service.`)
}
