import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
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
}

const FILES = ['graph.yaml', 'graph-types.yaml']
const router = createRouter(routes)
const ajv = new Ajv2020({ strict: false, validateFormats: false })
for (const file of FILES) ajv.addSchema(read(file), file)
const operations = new Map(
  Object.values(read('graph.yaml').paths).flatMap((item) =>
    Object.values(item).map((operation) => [operation.operationId, operation] as const),
  ),
)
const validators = new Map<string, ValidateFunction>()

function read(file: string): Document {
  return parse(readFileSync(`openapi/${file}`, 'utf8')) as Document
}

/** What is wrong with a successful answer by openapi/graph.yaml: its status, its type or its body; undefined when nothing is. */
export function objectionTo(method: string, url: string, status: number, contentType: string, body: unknown) {
  const found = router.match(method, graphSegments(parseTarget(url).path))
  if (found.kind !== 'found') return undefined
  const { operationId } = found.route
  const described = operations.get(operationId)?.responses[status]
  if (!described) return `${operationId} is not described with status ${status}`
  if (status === 204) return undefined
  const type = contentType.split(';')[0] ?? ''
  const validate = described.$ref && validatorOf(described.$ref, type)
  if (!validate) return `${operationId} is not described with ${type} for status ${status}`
  if (validate(body)) return undefined
  return `${operationId}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 400)}`
}

function validatorOf(reference: string, type: string): ValidateFunction | undefined {
  const [file = '', pointer = ''] = reference.split('#')
  const key = `${file || 'graph.yaml'}#${pointer}/content/${type.replace('/', '~1')}/schema`
  const validate = validators.get(key) ?? ajv.getSchema(key)
  if (validate) validators.set(key, validate)
  return validate
}
