import type { Answer } from './answer.js'
import type { RequestContext } from './context.js'
import { countRows } from './handlers/count-rows.js'
import { createRow } from './handlers/create-row.js'
import { deleteRow } from './handlers/delete-row.js'
import { getMetadata } from './handlers/get-metadata.js'
import { getProperty, getRawValue } from './handlers/get-property.js'
import { getRelatedRow, getRow } from './handlers/get-row.js'
import { getServiceDocument } from './handlers/get-service-document.js'
import { listRows } from './handlers/list-rows.js'
import { addReference, getReferences, removeReference, setReference } from './handlers/references.js'
import { updateRow } from './handlers/update-row.js'
import { deleteProperty, putProperty } from './handlers/write-property.js'
import type { Resource, ResourceKind } from './resource.js'

/** A route: what is done with a kind of resource by a method. */
export interface Route<Kind extends ResourceKind = ResourceKind> {
  readonly method: string
  readonly kind: Kind
  /** Operation ids by path, as `openapi/dataverse.yaml` has them. */
  readonly operations: Readonly<Record<string, string>>
  readonly handler: (context: RequestContext, resource: Extract<Resource, { kind: Kind }>) => Answer
}

function route<Kind extends ResourceKind>(
  method: string,
  kind: Kind,
  operations: Route['operations'],
  handler: Route<Kind>['handler'],
): Route {
  // The resolver hands a handler the resource of its own kind only.
  return { method, kind, operations, handler: handler as Route['handler'] }
}

const set = '/{entitySet}'
const row = `${set}({key})`
/** A property, a lookup or a collection: the table decides. */
const member = `${row}/{member}`
const related = `${member}({relatedKey})`

/** The generic operations on rows. Functions and actions stand in their own table. */
export const routes: readonly Route[] = [
  route('GET', 'service', { '/': 'dataverse.getServiceDocument' }, getServiceDocument),
  route('GET', 'metadata', { '/$metadata': 'dataverse.getMetadata' }, getMetadata),
  route('GET', 'collection', { [set]: 'dataverse.listRows', [member]: 'dataverse.getMember' }, listRows),
  route('POST', 'collection', { [set]: 'dataverse.createRow', [member]: 'dataverse.createRelatedRow' }, createRow),
  route(
    'GET',
    'count',
    { [`${set}/$count`]: 'dataverse.countRows', [`${member}/$count`]: 'dataverse.countRelatedRows' },
    countRows,
  ),
  route('GET', 'row', { [row]: 'dataverse.getRow', [related]: 'dataverse.getRelatedRow' }, getRow),
  route('PATCH', 'row', { [row]: 'dataverse.updateRow' }, updateRow),
  route('DELETE', 'row', { [row]: 'dataverse.deleteRow' }, deleteRow),
  route('GET', 'property', { [member]: 'dataverse.getMember' }, getProperty),
  route('PUT', 'property', { [member]: 'dataverse.putProperty' }, putProperty),
  route('DELETE', 'property', { [member]: 'dataverse.deleteProperty' }, deleteProperty),
  route('GET', 'value', { [`${member}/$value`]: 'dataverse.getRawValue' }, getRawValue),
  route('GET', 'navigation', { [member]: 'dataverse.getMember' }, getRelatedRow),
  route(
    'GET',
    'reference',
    { [`${member}/$ref`]: 'dataverse.getReferences', [`${related}/$ref`]: 'dataverse.getRelatedReference' },
    getReferences,
  ),
  route('POST', 'reference', { [`${member}/$ref`]: 'dataverse.addReference' }, addReference),
  route('PUT', 'reference', { [`${member}/$ref`]: 'dataverse.setReference' }, setReference),
  route(
    'DELETE',
    'reference',
    { [`${member}/$ref`]: 'dataverse.clearReference', [`${related}/$ref`]: 'dataverse.removeReference' },
    removeReference,
  ),
]

const byKindAndMethod = new Map(routes.map((each) => [`${each.method} ${each.kind}`, each]))

export function routeOf(method: string, kind: ResourceKind): Route | undefined {
  return byKindAndMethod.get(`${method} ${kind}`)
}
