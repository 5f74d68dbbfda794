import { type Answer, ok } from '../answer.js'
import type { RequestContext } from '../context.js'

/** `GET {root}`: the entity sets in the order of their names. */
export function getServiceDocument({ root, model }: RequestContext): Answer {
  const names = model.tableNames.flatMap((name) => model.table(name)?.entitySetName ?? []).sort()
  const value = names.map((name) => ({ name, kind: 'EntitySet', url: name }))
  return ok({ '@odata.context': `${root}/$metadata`, value })
}
