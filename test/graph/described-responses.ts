import { appendFileSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { createRouter } from '../../src/http/router.js'
import { parseTarget } from '../../src/http/target.js'
import { graphSegments } from '../../src/surfaces/graph/path.js'
import { routes } from '../../src/surfaces/graph/routes.js'

interface Described {
  readonly $ref?: string
}

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Described>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly responses: Readonly<Record<string, { readonly content?: object }>> }
}

const FILES = ['graph.yaml', 'graph-types.yaml']
const router = createRouter(routes)
const ajv = new Ajv2020({ strict: false, validateFormats: false })
const documents = new Map(FILES.map((file) => [file, read(file)] as const))
for (const [file, document] of documents) ajv.addSchema(document, file)
const operations = new Map(
  Object.values(documents.get('graph.yaml')?.paths ?? {}).flatMap((item) =>
    Object.values(item).map((operation) => [operation.operationId, operation] as const),
  ),
)

function read(file: string): Document {
  return parse(readFileSync(`openapi/${file}`, 'utf8')) as Document
}

/** For COVERAGE.md: which operations have been seen to succeed. */
function noteSeen(operationId: string): void {
  const { GRAPHVERSE_COVERAGE: file } = process.env
  if (file !== undefined) appendFileSync(file, `${operationId}\n`)
}

interface GraphAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Whether openapi/graph.yaml has an answer to an operation that is no error. */
export function maySucceed(operationId: string): boolean {
  return Object.keys(operations.get(operationId)?.responses ?? {}).some((status) => status.startsWith('2'))
}

/** The same answer, to a path or a URL. Throws when it succeeded otherwise than openapi/graph.yaml says; COVERAGE.md counts those that did not. */
export function asDescribed<Given extends GraphAnswer>(method: string, url: string, answer: Given): Given {
  if (answer.status >= 300) return answer
  const objection = objectionTo(method, url, answer.status, answer.headers['content-type'] ?? '', answer.body)
  if (objection !== undefined) throw new Error(objection)
  return answer
}

/** What is wrong with a successful answer: its status, its type or its body; undefined when nothing is. */
function objectionTo(method: string, url: string, status: number, contentType: string, body: unknown) {
  const found = router.match(method, graphSegments(parseTarget(new URL(url, 'http://localhost').href).path))
  if (found.kind !== 'found') return undefined
  const { operationId } = found.route
  noteSeen(operationId)
  const described = operations.get(operationId)?.responses[status]
  if (!described) return `${operationId} is not described with status ${status}`
  if (status === 204) return undefined
  const [type = ''] = contentType.split(';')
  const place = described.$ref && placeOf(described.$ref, type)
  if (place === undefined) return `${operationId} is not described with ${type} for status ${status}`
  const validate = type === 'application/json' ? ajv.getSchema(place) : undefined
  if (!validate || validate(body)) return undefined
  return `${operationId}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 400)}`
}

/** Where the schema of a response stands; undefined when it is not described with that type of content. */
function placeOf(reference: string, type: string): string | undefined {
  const [file = '', pointer = ''] = reference.split('#')
  const document = file || 'graph.yaml'
  const { content = {} } = documents.get(document)?.components.responses[pointer.split('/').at(-1) ?? ''] ?? {}
  if (type === '') return Object.keys(content).length === 0 ? pointer : undefined
  const found = [type, type.replace(/\/.*/, '/*')].find((each) => each in content)
  return found && `${document}#${pointer}/content/${found.replace('/', '~1')}/schema`
}
