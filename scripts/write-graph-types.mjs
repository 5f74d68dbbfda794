// `npm run docs`: writes openapi/graph-types.yaml, the schemas of what Microsoft Graph answers with, from the model that
// the emulator itself answers from. With --check it writes nothing and fails when the file says otherwise.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { projectRoot } from './project.mjs'

const MODEL = 'fixtures/graph-model.json'
const PAGE = 'openapi/graph-types.yaml'

const { entities, complex } = JSON.parse(readFileSync(join(projectRoot, MODEL), 'utf8'))

const INSTANT = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$'
const GUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
const SIMPLE = {
  Boolean: { type: 'boolean' },
  Int32: { type: 'integer' },
  Int64: { type: 'integer' },
  Double: { type: 'number' },
  DateTimeOffset: { type: 'string', pattern: INSTANT },
  Guid: { type: 'string', pattern: GUID },
}
/** Annotations may stand beside every property. */
const ANNOTATIONS = { '@': {} }

function valueSchema(type) {
  const members = complex[type]?.members
  if (members !== undefined) return { type: 'string' }
  if (type in complex) return { $ref: `#/components/schemas/${type}` }
  return SIMPLE[type] ?? { type: 'string' }
}

/** Collections are there, if empty; everything else may be null. */
function propertySchema({ type, collection }) {
  const schema = valueSchema(type)
  if (collection) return { type: 'array', items: schema }
  return schema.$ref === undefined ? { ...schema, type: [schema.type, 'null'] } : { anyOf: [schema, { type: 'null' }] }
}

function propertySchemas(properties = {}) {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, propertySchema(property)]))
}

function linkSchemas(navigation = {}) {
  return Object.fromEntries(
    Object.entries(navigation).map(([name, { collection }]) => [
      name,
      { type: collection ? 'array' : ['object', 'null'] },
    ]),
  )
}

/** What is closed has nothing that the model does not name. */
function objectSchema({ open, properties, navigation }) {
  return {
    type: 'object',
    properties: { ...propertySchemas(properties), ...linkSchemas(navigation) },
    patternProperties: ANNOTATIONS,
    ...(open ? {} : { additionalProperties: false }),
  }
}

function response(description, schema) {
  return { description, content: { 'application/json': { schema } } }
}

function collectionOf(items) {
  return {
    type: 'object',
    required: ['value'],
    properties: { value: { type: 'array', items } },
    patternProperties: ANNOTATIONS,
    additionalProperties: false,
  }
}

function responsesOf(name) {
  const kinds = [name, ...Object.keys(entities).filter((other) => entities[other].base === name)]
  const references = kinds.map((kind) => ({ $ref: `#/components/schemas/${kind}` }))
  const schema = references.length === 1 ? references[0] : { anyOf: references }
  return [
    [name, response(`One ${name}.`, schema)],
    [`${name}Collection`, response(`A page of ${name}.`, collectionOf(schema))],
  ]
}

const structures = Object.entries(complex).filter(([, { members }]) => members === undefined)
const schemas = Object.fromEntries([
  ...Object.entries(entities).map(([name, entity]) => [name, objectSchema(entity)]),
  ...structures.map(([name, structure]) => [name, objectSchema(structure)]),
])
const document = {
  openapi: '3.1.0',
  info: { title: 'What Microsoft Graph answers with, as far as Graphverse knows its model', version: '1.0' },
  paths: {},
  components: { schemas, responses: Object.fromEntries(Object.keys(entities).flatMap(responsesOf)) },
}
const page = `# Written by \`npm run docs\` from ${MODEL}.\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })}`
const file = join(projectRoot, PAGE)
if (!process.argv.includes('--check')) writeFileSync(file, page)
else if (readFileSync(file, 'utf8') !== page) {
  console.error(`${PAGE} is not what ${MODEL} says: run \`npm run docs\`.`)
  process.exitCode = 1
}
