import type { Handler, Route } from '../call.js'
import {
  getAttributeSetEntity,
  listAttributeSets,
  patchAttributeSet,
  postAttributeSet,
} from './attribute-set-handlers.js'
import {
  getAllowedValueEntity,
  getDefinition,
  listAllowedValues,
  listDefinitions,
  patchAllowedValue,
  patchDefinition,
  postAllowedValue,
  postDefinition,
} from './definition-handlers.js'

const SETS = '/directory/attributeSets'
const DEFINITIONS = '/directory/customSecurityAttributeDefinitions'
const VALUES = `${DEFINITIONS}/{id}/allowedValues`

interface Handlers {
  readonly path: string
  readonly one: string
  readonly name: string
  readonly type: string
  readonly list: Handler
  readonly get: Handler
  readonly post: Handler
  readonly patch: Handler
}

/** Sets, attributes and values are made and changed; nothing of them can be deleted. */
function rows({ path, one, name, type, list, get, post, patch }: Handlers): readonly Route[] {
  const row = (method: string, at: string, operation: string, handler: Handler): Route => ({
    ...{ method, path: at, operationId: `${name}.${operation}`, handler },
    permission: `${method === 'GET' ? 'GET' : 'POST'} ${DEFINITIONS}`,
    right: method === 'GET' ? 'securityAttributes/readDefinitions' : 'securityAttributes/define',
    ...(method === 'GET' ? {} : { type }),
  })
  return [
    row('GET', path, 'list', list),
    row('GET', one, 'get', get),
    row('POST', path, 'create', post),
    row('PATCH', one, 'update', patch),
  ]
}

/** How custom security attributes are defined. */
export const securityAttributeRoutes: readonly Route[] = [
  ...rows({
    ...{ path: SETS, one: `${SETS}/{id}`, name: 'attributeSets', type: 'attributeSet' },
    ...{ list: listAttributeSets, get: getAttributeSetEntity, post: postAttributeSet, patch: patchAttributeSet },
  }),
  ...rows({
    ...{ path: DEFINITIONS, one: `${DEFINITIONS}/{id}`, name: 'customSecurityAttributeDefinitions' },
    type: 'customSecurityAttributeDefinition',
    ...{ list: listDefinitions, get: getDefinition, post: postDefinition, patch: patchDefinition },
  }),
  ...rows({
    ...{ path: VALUES, one: `${VALUES}/{valueId}`, name: 'customSecurityAttributeDefinitions.allowedValues' },
    type: 'allowedValue',
    ...{ list: listAllowedValues, get: getAllowedValueEntity, post: postAllowedValue, patch: patchAllowedValue },
  }),
]
