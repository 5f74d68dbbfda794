import { type Fault, faultAnswer } from '../../http/faults.js'
import type { EmulatorResponse } from '../../http/message.js'

/** Graph's answer to a request that meets an ordered fault (Microsoft Graph: Throttling guidance). */
export function answerFault(fault: Fault): EmulatorResponse {
  return faultAnswer(fault, {
    429: ['TooManyRequests', 'Please retry again later.', { 'x-ms-throttle-information': 'ResourceUnitLimitExceeded' }],
    503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please retry again later.'],
    504: ['UnknownError', 'The service did not answer in time. Please retry again later.'],
  })
}
