import { DomainError } from '../../../../kernel/errors.js'
import type { Answer } from '../../answer.js'
import type { RequestContext } from '../../context.js'
import type { Segment } from '../../read-path.js'
import { isCast, reachDefinitions } from '../reach-definitions.js'
import { createAttribute, deleteAttribute, updateAttribute } from './write-columns.js'
import { createEntityKey, deleteEntityKey } from './write-keys.js'
import { createRelationship, deleteRelationship, updateRelationship } from './write-relationships.js'
import { createEntity, deleteEntity, updateEntity } from './write-tables.js'

/** A way to change tables, columns, keys or relationships, as data. */
export interface DefinitionWrite {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** As `openapi/dataverse.yaml` has it. */
  readonly path: string
  readonly operationId: string
  /** The segments come without casts: those say only what is there anyway. */
  readonly handler: (context: RequestContext, segments: readonly Segment[]) => Answer
}

const table = '/EntityDefinitions({key})'

/** Every change of definitions that is served. */
export const definitionWrites: readonly DefinitionWrite[] = [
  {
    method: 'POST',
    path: '/EntityDefinitions',
    operationId: 'dataverse.createEntityDefinition',
    handler: createEntity,
  },
  { method: 'PUT', path: table, operationId: 'dataverse.updateEntityDefinition', handler: updateEntity },
  { method: 'DELETE', path: table, operationId: 'dataverse.deleteEntityDefinition', handler: deleteEntity },
  {
    method: 'POST',
    path: `${table}/Attributes`,
    operationId: 'dataverse.createAttribute',
    handler: createAttribute,
  },
  {
    method: 'PUT',
    path: `${table}/Attributes({relatedKey})`,
    operationId: 'dataverse.updateAttribute',
    handler: updateAttribute,
  },
  {
    method: 'DELETE',
    path: `${table}/Attributes({relatedKey})`,
    operationId: 'dataverse.deleteAttribute',
    handler: deleteAttribute,
  },
  { method: 'POST', path: `${table}/Keys`, operationId: 'dataverse.createEntityKey', handler: createEntityKey },
  {
    method: 'DELETE',
    path: `${table}/Keys({relatedKey})`,
    operationId: 'dataverse.deleteEntityKey',
    handler: deleteEntityKey,
  },
  {
    method: 'POST',
    path: '/RelationshipDefinitions',
    operationId: 'dataverse.createRelationshipDefinition',
    handler: createRelationship,
  },
  {
    method: 'PUT',
    path: '/RelationshipDefinitions({key})',
    operationId: 'dataverse.updateRelationshipDefinition',
    handler: updateRelationship,
  },
  {
    method: 'DELETE',
    path: '/RelationshipDefinitions({key})',
    operationId: 'dataverse.deleteRelationshipDefinition',
    handler: deleteRelationship,
  },
]

const byShape = new Map(definitionWrites.map((write) => [`${write.method} ${write.path.replace(/{\w+}/g, '')}`, write]))

/** Changes definitions: POST makes, PUT replaces, DELETE takes away. Choices for several tables are not kept here. */
export function writeDefinitions(context: RequestContext, all: readonly Segment[]): Answer {
  const segments = all.filter((segment) => !isCast(segment))
  if (segments[0]?.name === 'GlobalOptionSetDefinitions') throw new DomainError('notImplemented')
  const shape = segments.map(({ name, key }) => `/${name}${key === undefined ? '' : '()'}`).join('')
  const write = byShape.get(`${context.method} ${shape}`)
  if (write) return write.handler(context, segments)
  reachDefinitions(context, all)
  throw new DomainError('methodNotAllowed', { method: context.method })
}
