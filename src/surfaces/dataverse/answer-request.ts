import { DomainError } from '../../kernel/errors.js'
import type { Answer } from './answer.js'
import { runBatch } from './batch/run-batch.js'
import type { RequestContext } from './context.js'
import { answerDefinitions } from './definitions/answer-definitions.js'
import { RequestRefused } from './errors.js'
import { runOperation } from './handlers/run-operation.js'
import { readSegments } from './read-path.js'
import { resolvePath } from './resolve-path.js'
import { routeOf } from './routes.js'

/** Finds out what a request wants and does it. Throws every refusal. */
export function answerRequest(context: RequestContext): Answer {
  const resource = resolvePath(context, readSegments(context.path))
  if (resource.kind === 'operation') return runOperation(context, resource)
  if (resource.kind === 'definitions') return answerDefinitions(context, resource.segments)
  if (resource.kind === 'batch' && context.method === 'POST') return runBatch(context, answerPart)
  const route = routeOf(context.method, resource.kind)
  if (!route) throw new DomainError('methodNotAllowed', { method: context.method })
  return route.handler(context, resource)
}

function answerPart(context: RequestContext): Answer {
  if (context.path.toLowerCase().startsWith('/$batch'))
    throw new RequestRefused(400, '0x80060888', 'A batch request cannot contain another batch request.')
  return answerRequest(context)
}
