import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { standardTable } from '../../src/domain/dataverse/standard-tables.js'
import { definitionWrites } from '../../src/surfaces/dataverse/definitions/write/write-definitions.js'
import { operations, pathsOf } from '../../src/surfaces/dataverse/operation-table.js'
import { routes } from '../../src/surfaces/dataverse/routes.js'

const document = parse(readFileSync('openapi/dataverse.yaml', 'utf8'))
const methods = ['get', 'post', 'patch', 'put', 'delete']
const setOf = (table: string) => standardTable(table)?.entitySetName ?? table

const ofTable = ['Attributes', 'Keys', 'ManyToOneRelationships', 'OneToManyRelationships', 'ManyToManyRelationships']

/** Answered without a route of their own. */
const beside = [
  'POST /$batch',
  'GET /EntityDefinitions',
  'GET /EntityDefinitions({key})',
  ...ofTable.flatMap((set) => ['', '({relatedKey})'].map((key) => `GET /EntityDefinitions({key})/${set}${key}`)),
  'GET /EntityDefinitions({key})/Attributes({relatedKey})/OptionSet',
  'GET /RelationshipDefinitions',
  'GET /RelationshipDefinitions({key})',
  'GET /GlobalOptionSetDefinitions',
]

describe('openapi/dataverse.yaml', () => {
  it('describes exactly what is served', () => {
    const described = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const generic = routes.flatMap((route) => Object.keys(route.operations).map((path) => `${route.method} ${path}`))
    const named = operations.flatMap((operation) =>
      pathsOf(operation, setOf).map((path) => `${operation.kind === 'function' ? 'GET' : 'POST'} ${path}`),
    )
    const definitions = definitionWrites.map(({ method, path }) => `${method} ${path}`)
    expect(described.sort()).toEqual([...new Set([...generic, ...named, ...definitions, ...beside])].sort())
  })

  it('gives every change of definitions the id of its row', () => {
    for (const { method, path, operationId } of definitionWrites)
      expect([path, document.paths[path][method.toLowerCase()].operationId]).toEqual([path, operationId])
  })

  it('gives every generic operation the id of its route', () => {
    for (const { method, operations: ids } of routes) {
      for (const [path, id] of Object.entries(ids)) {
        expect([path, document.paths[path][method.toLowerCase()].operationId]).toEqual([path, id])
      }
    }
  })
})
