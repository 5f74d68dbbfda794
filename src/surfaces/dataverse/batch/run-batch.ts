import type { Answer } from '../answer.js'
import { type RequestContext, renewed, write } from '../context.js'
import { presentError, RequestRefused } from '../errors.js'
import { printChangeSet, printMultipart, printOperation } from './print-response.js'
import { boundaryOf, type Part, readParts } from './read-multipart.js'
import { type ContentIds, readOperation } from './read-operation.js'

/** Answers one request; what a batch is made of. */
export type AnswerRequest = (context: RequestContext) => Answer

const MOST_OPERATIONS = 1000
const decoder = new TextDecoder()

/**
 * `POST $batch` (Microsoft: Execute batch operations using the Web API): operations in order, change sets whole or not
 * at all. Without `continue-on-error` the first failure is the last answer, and the batch's own status is 400.
 */
export function runBatch(context: RequestContext, answerRequest: AnswerRequest): Answer {
  const boundary = boundaryOf(context.headers['content-type'] ?? '')
  if (boundary === undefined)
    throw new RequestRefused(
      400,
      '0x80060888',
      'A batch request must have the media type multipart/mixed with a boundary.',
    )
  const parts = readParts(decoder.decode(context.body), boundary)
  const changeSets = parts.map((part) => nestedParts(part))
  const operations = changeSets.reduce((sum, nested) => sum + (nested?.length ?? 1), 0)
  if (operations > MOST_OPERATIONS)
    throw new RequestRefused(
      400,
      '0x80060888',
      'The number of operations in a batch request exceeds the limit of 1000.',
    )
  const printed: string[] = []
  let failed = false
  for (const [at, part] of parts.entries()) {
    const nested = changeSets[at]
    const done = nested ? runChangeSet(context, nested, answerRequest) : runPart(context, part, answerRequest)
    printed.push(done.printed)
    failed ||= done.failed
    if (failed && !context.prefer.continueOnError) break
  }
  const own = `batchresponse_${context.rooms.newRequestId()}`
  return {
    status: failed && !context.prefer.continueOnError ? 400 : 200,
    text: printMultipart(own, printed),
    headers: { 'content-type': `multipart/mixed; boundary=${own}` },
  }
}

function nestedParts(part: Part): Part[] | undefined {
  const boundary = boundaryOf(part.headers['content-type'] ?? '')
  return boundary === undefined ? undefined : readParts(part.content, boundary)
}

interface Done {
  readonly printed: string
  readonly failed: boolean
}

function runPart(context: RequestContext, part: Part, answerRequest: AnswerRequest): Done {
  const answer = answerPart(context, part, new Map(), answerRequest)
  const contentId = part.headers['content-id']
  return { printed: printOperation(answer, context.requestId, contentId), failed: answer.status >= 400 }
}

/** An operation failed, and with it everything else in its change set. */
class ChangeSetFailed extends Error {
  readonly printed: string

  constructor(printed: string) {
    super('an operation of a change set failed')
    this.printed = printed
  }
}

function runChangeSet(context: RequestContext, parts: readonly Part[], answerRequest: AnswerRequest): Done {
  const boundary = `changesetresponse_${context.rooms.newRequestId()}`
  try {
    const printed = write(context, () => {
      const contentIds: ContentIds = new Map()
      return parts.map((part) => {
        const answer = answerPart(context, part, contentIds, answerRequest, true)
        const text = printOperation(answer, context.requestId, part.headers['content-id'])
        if (answer.status >= 400) throw new ChangeSetFailed(text)
        return text
      })
    })
    return { printed: printChangeSet(boundary, printed), failed: false }
  } catch (error) {
    if (!(error instanceof ChangeSetFailed)) throw error
    return { printed: printChangeSet(boundary, [error.printed]), failed: true }
  }
}

function answerPart(
  context: RequestContext,
  part: Part,
  contentIds: ContentIds,
  answerRequest: AnswerRequest,
  inChangeSet = false,
): Answer {
  let prefer: string | undefined
  try {
    const operation = readOperation(renewed(context), part, contentIds)
    prefer = operation.headers.prefer
    if (inChangeSet && operation.method === 'GET')
      throw new RequestRefused(400, '0x80060888', 'A change set cannot contain GET requests.')
    const answer = answerRequest(operation)
    const contentId = part.headers['content-id'] ?? operation.headers['content-id']
    const address = answer.headers?.['odata-entityid']
    if (contentId !== undefined && address !== undefined)
      contentIds.set(contentId, address.slice(context.root.length + 1))
    return answer
  } catch (error) {
    const answer = presentError(error, prefer)
    if (!answer) throw error
    return answer
  }
}
