import { findSchemaProblem } from '../../../http/validate.js'
import type { Expression } from '../../../odata/nodes/expression.js'
import type { JsonValue } from '../../../odata/nodes/literal.js'
import { parseAliasValue } from '../../../odata/parse/alias.js'
import { parseKey } from '../../../odata/parse/key.js'
import type { Answer } from '../answer.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import { optionalJsonObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import { payloadError } from '../payload-errors.js'
import type { Resource } from '../resource.js'

type OperationResource = Extract<Resource, { kind: 'operation' }>

/** Calls a function by GET or an action by POST. The other way round there is nothing to be found. */
export function runOperation(context: RequestContext, resource: OperationResource): Answer {
  const { operation, key, target, table } = resource
  if (context.method !== (operation.kind === 'function' ? 'GET' : 'POST')) throw wrongVerb(context)
  const parameters =
    operation.kind === 'function' ? functionParameters(context, key ?? '()') : actionParameters(context, operation.name)
  return operation.run({ context, parameters, target, table })
}

function wrongVerb(context: RequestContext): RequestRefused {
  const query = context.rawQuery === '' ? '' : `?${context.rawQuery}`
  return new RequestRefused(
    404,
    '',
    `No HTTP resource was found that matches the request URI '${context.root}${context.path}${query}'.`,
  )
}

/** The body of an action, of the shape that its schema in `openapi/` wants. */
function actionParameters(context: RequestContext, name: string): JsonObject {
  const body = optionalJsonObject(context)
  const problem = findSchemaProblem(`dataverse.${name}`, body)
  if (!problem) return body
  const { property, message } = problem
  throw payloadError('', `Microsoft.OData.ODataException: The parameter '${property}' of '${name}' ${message}.`)
}

function functionParameters(context: RequestContext, key: string): JsonObject {
  const parameters: JsonObject = {}
  for (const { name, value } of parseKey(key).names) parameters[name] = parameterValue(context, value)
  return parameters
}

/** An alias that nobody gave a value is null. */
function parameterValue(context: RequestContext, node: Expression): JsonValue | undefined {
  if (node.kind === 'literal') return node.type === 'Edm.Guid' ? String(node.value) : node.value
  if (node.kind === 'json') return node.value
  if (node.kind !== 'alias') return undefined
  const text = context.query.get(node.name)
  return text === undefined ? null : parameterValue(context, parseAliasValue(text))
}
