import { appendFileSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

interface Described {
  readonly $ref?: string
}

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Described>>
}

interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: { readonly responses: Readonly<Record<string, { readonly content?: object }>> }
}

interface SeenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete']

/**
 * Holds what a surface answers against its description: `main` of `openapi/`, which refers to the other files. Which
 * operation a request is, `operationIdOf` says; undefined for those that are not described.
 */
export function describedResponses(
  [main = '', ...others]: readonly string[],
  operationIdOf: (method: string, url: string) => string | undefined,
) {
  const documents = new Map([main, ...others].map((file) => [file, read(file)] as const))
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const [file, document] of documents) ajv.addSchema(document, file)
  const operations = new Map(operationsOf(documents.get(main)).map((operation) => [operation.operationId, operation]))

  /** What is wrong with a successful answer: its status, its type or its body; undefined when nothing is. */
  function objectionTo(method: string, url: string, { status, headers, body }: SeenAnswer): string | undefined {
    const operationId = operationIdOf(method, url)
    if (operationId === undefined) return undefined
    noteSeen(operationId)
    const described = operations.get(operationId)?.responses[status]
    if (!described) return `${operationId} is not described with status ${status}`
    if (status === 204) return undefined
    const [type = ''] = (headers['content-type'] ?? '').split(';')
    const place = described.$ref && placeOf(described.$ref, type)
    if (place === undefined) return `${operationId} is not described with ${type} for status ${status}`
    const validate = type === 'application/json' ? ajv.getSchema(place) : undefined
    if (!validate || validate(body)) return undefined
    return `${operationId}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body).slice(0, 400)}`
  }

  /** Where the schema of a response stands; undefined when it is not described with that type of content. */
  function placeOf(reference: string, type: string): string | undefined {
    const [file = '', pointer = ''] = reference.split('#')
    const document = file || main
    const { content = {} } = documents.get(document)?.components.responses[pointer.split('/').at(-1) ?? ''] ?? {}
    if (type === '') return Object.keys(content).length === 0 ? pointer : undefined
    const found = [type, type.replace(/\/.*/, '/*')].find((each) => each in content)
    return found && `${document}#${pointer}/content/${found.replace('/', '~1')}/schema`
  }

  return {
    /** Whether an operation is described with an answer that is no error. */
    maySucceed(operationId: string): boolean {
      return Object.keys(operations.get(operationId)?.responses ?? {}).some((status) => status.startsWith('2'))
    },

    /** The same answer, to a path or a URL. Throws when it succeeded otherwise than described; COVERAGE.md counts those that did not. */
    asDescribed<Given extends SeenAnswer>(method: string, url: string, answer: Given): Given {
      const objection = answer.status >= 300 ? undefined : objectionTo(method, url, answer)
      if (objection !== undefined) throw new Error(objection)
      return answer
    },
  }
}

function read(file: string): Document {
  return parse(readFileSync(`openapi/${file}`, 'utf8')) as Document
}

/** For COVERAGE.md: which operations have been seen to succeed. */
function noteSeen(operationId: string): void {
  const { GRAPHVERSE_COVERAGE: file } = process.env
  if (file !== undefined) appendFileSync(file, `${operationId}\n`)
}

function operationsOf(document: Document | undefined): readonly Operation[] {
  return Object.values(document?.paths ?? {}).flatMap((item) =>
    METHODS.filter((method) => item[method]).map((method) => item[method] as Operation),
  )
}
