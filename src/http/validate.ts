import { requestValidators } from '../../generated/request-validators.js'

/** What a request body has against the schema of its operation. */
export interface SchemaProblem {
  /** JSON pointer of the value concerned; for a missing or unknown property that of the property itself. */
  readonly pointer: string
  /** Name of the property concerned; empty for the body as a whole. */
  readonly property: string
  /** The schema keyword that refused: `type`, `required`, `additionalProperties`, `enum`, `format`, … */
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  /** In English, about the value at `pointer`: `must be string`. */
  readonly message: string
}

/**
 * Holds a parsed request body against its operation's schema in `openapi/` and answers with the first problem.
 * Undefined when there is none, and for an operation that declares no body.
 */
export function findSchemaProblem(operationId: string, body: unknown): SchemaProblem | undefined {
  const validate = requestValidators[operationId]
  if (!validate || validate(body)) return undefined
  const [error] = validate.errors ?? []
  if (!error) return undefined
  const { instancePath, keyword, params, message = 'is not valid' } = error
  const named = params.missingProperty ?? params.additionalProperty
  const pointer = typeof named === 'string' ? `${instancePath}/${encodePointerSegment(named)}` : instancePath
  return { pointer, property: lastSegment(pointer), keyword, params, message }
}

function encodePointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function lastSegment(pointer: string): string {
  return pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}
