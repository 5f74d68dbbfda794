import type { Answer } from '../answer.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import type { Segment } from '../read-path.js'

export function answerDefinitions(_context: RequestContext, _segments: readonly Segment[]): Answer {
  throw new RequestRefused(501, '0x80040219', 'The requested functionality is not yet implemented.')
}
