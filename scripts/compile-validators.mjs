// Compiles the schemas of request bodies (openapi/*.yaml) and of fixtures (fixtures/schema.json) into plain functions
// under generated/, so that nothing compiles schemas while the emulator runs.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Ajv from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'
import { parse } from 'yaml'
import { projectRoot } from './project.mjs'

const METHODS = ['get', 'put', 'post', 'patch', 'delete']
const GENERATED = join(projectRoot, 'generated')
const FIXTURE_SCHEMA = join(projectRoot, 'fixtures/schema.json')

/** Writes generated/request-validators.js and generated/fixture-validator.js with their declarations. */
export async function compileValidators() {
  mkdirSync(GENERATED, { recursive: true })
  await Promise.all([compileRequests(), compileFixture()])
}

/** One validator per operation with a JSON request body, named by its operationId. */
async function compileRequests() {
  const folder = join(projectRoot, 'openapi')
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : []
  const ajv = newAjv()
  // As the documents call it that refer to parts of it.
  if (existsSync(FIXTURE_SCHEMA))
    ajv.addSchema(JSON.parse(readFileSync(FIXTURE_SCHEMA, 'utf8')), '../fixtures/schema.json')
  const exported = {}
  const operations = {}
  for (const file of files) {
    const document = parse(readFileSync(join(folder, file), 'utf8'))
    ajv.addSchema(document, file)
    for (const [operationId, pointer] of requestBodies(document)) {
      if (operationId in operations) throw new Error(`openapi/${file}: the operationId ${operationId} is taken`)
      operations[operationId] = `operation${Object.keys(exported).length}`
      exported[operations[operationId]] = `${file}#${pointer}`
    }
  }
  const table = Object.entries(operations).map(([operationId, name]) => `  ${JSON.stringify(operationId)}: ${name},`)
  const code = `${standaloneCode(ajv, exported)}\nexport const requestValidators = {\n${table.join('\n')}\n}`
  await write('request-validators', code, ['requestValidators'], 'Readonly<Record<string, Validator>>')
}

async function compileFixture() {
  const schema = existsSync(FIXTURE_SCHEMA) ? JSON.parse(readFileSync(FIXTURE_SCHEMA, 'utf8')) : true
  const ajv = newAjv({ allErrors: true })
  ajv.addSchema(schema, 'fixture')
  await write(
    'fixture-validator',
    standaloneCode(ajv, { validateFixture: 'fixture' }),
    ['validateFixture'],
    'Validator',
  )
}

/** `[operationId, JSON pointer of the schema]` of every operation that takes JSON. */
function* requestBodies({ paths = {} }) {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const operation = item[method]
      if (!operation?.requestBody?.content?.['application/json']?.schema) continue
      yield [
        operation.operationId,
        ['', 'paths', path, method, 'requestBody', 'content', 'application/json', 'schema']
          .map(encodePointer)
          .join('/'),
      ]
    }
  }
}

function encodePointer(segment) {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function newAjv(options = {}) {
  return new Ajv({
    ...options,
    strict: false,
    // A schema that several operations share becomes one function that each of them calls.
    inlineRefs: false,
    validateSchema: false,
    formats: {
      uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i,
      date: /^\d{4}-\d{2}-\d{2}$/,
    },
    // Other formats (int32, password, …) are notes for the reader of a schema, not checks.
    logger: false,
    code: { source: true, esm: true, lines: true },
  })
}

/** Bundles the code, whose checks call small pieces of ajv, and declares what it exports. */
async function write(name, code, exported, type) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: projectRoot },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    minify: true,
    write: false,
  })
  writeFileSync(join(GENERATED, `${name}.js`), outputFiles[0].contents)
  const declared = exported.map((value) => `export declare const ${value}: ${type}\n`).join('')
  writeFileSync(join(GENERATED, `${name}.d.ts`), `${DECLARATIONS}\n${declared}`)
}

const DECLARATIONS = `/** What a schema has against a value; \`instancePath\` is a JSON pointer. */
export interface SchemaError {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
}

/** Checks a value; after \`false\` the reasons stand in \`errors\` until the next call. */
export interface Validator {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}
`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await compileValidators()
