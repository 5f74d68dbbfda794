import type { Answer } from './answer.js'
import type { RequestContext } from './context.js'
import { countRows } from './handlers/count-rows.js'
import { createRow } from './handlers/create-row.js'
import { deleteRow } from './handlers/delete-row.js'
import { getProperty, getRawValue } from './handlers/get-property.js'
import { getRelatedRow, getRow } from './handlers/get-row.js'
import { getServiceDocument } from './handlers/get-service-document.js'
import { listRows } from './handlers/list-rows.js'
import { addReference, getReferences, removeReference } from './handlers/references.js'
import { updateRow } from './handlers/update-row.js'
import { deleteProperty, putProperty } from './handlers/write-property.js'
import type { Resource, ResourceKind } from './resource.js'

/** A route: what is done with a kind of resource by a method. `paths` are its forms in `openapi/dataverse.yaml`. */
export interface Route<Kind extends ResourceKind = ResourceKind> {
  readonly method: string
  readonly kind: Kind
  readonly paths: readonly string[]
  readonly operationId: string
  readonly handler: (context: RequestContext, resource: Extract<Resource, { kind: Kind }>) => Answer
}

function route<Kind extends ResourceKind>(
  method: string,
  kind: Kind,
  operationId: string,
  paths: readonly string[],
  handler: Route<Kind>['handler'],
): Route {
  // The resolver hands a handler the resource of its own kind only.
  return { method, kind, paths, operationId, handler: handler as Route['handler'] }
}

const set = '/{entitySet}'
const row = '/{entitySet}({key})'
const related = `${row}/{navigation}`
const member = `${related}({memberKey})`

/** The generic operations on rows. Functions and actions stand in their own table. */
export const routes: readonly Route[] = [
  route('GET', 'service', 'getServiceDocument', ['/'], getServiceDocument),
  route('GET', 'collection', 'listRows', [set, related], listRows),
  route('POST', 'collection', 'createRow', [set, related], createRow),
  route('GET', 'count', 'countRows', [`${set}/$count`, `${related}/$count`], countRows),
  route('GET', 'row', 'getRow', [row, member], getRow),
  route('PATCH', 'row', 'updateRow', [row], updateRow),
  route('DELETE', 'row', 'deleteRow', [row], deleteRow),
  route('GET', 'property', 'getProperty', [`${row}/{property}`], getProperty),
  route('PUT', 'property', 'putProperty', [`${row}/{property}`], putProperty),
  route('DELETE', 'property', 'deleteProperty', [`${row}/{property}`], deleteProperty),
  route('GET', 'value', 'getRawValue', [`${row}/{property}/$value`], getRawValue),
  route('GET', 'navigation', 'getRelatedRow', [related], getRelatedRow),
  route('GET', 'reference', 'getReferences', [`${related}/$ref`], getReferences),
  route('POST', 'reference', 'addReference', [`${related}/$ref`], addReference),
  route('PUT', 'reference', 'setReference', [`${related}/$ref`], addReference),
  route('DELETE', 'reference', 'removeReference', [`${related}/$ref`, `${member}/$ref`], removeReference),
]

const byKindAndMethod = new Map(routes.map((each) => [`${each.method} ${each.kind}`, each]))

export function routeOf(method: string, kind: ResourceKind): Route | undefined {
  return byKindAndMethod.get(`${method} ${kind}`)
}
