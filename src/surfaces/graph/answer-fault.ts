import { errorResponse } from '../../http/error-response.js'
import type { Fault } from '../../http/faults.js'
import type { EmulatorResponse } from '../../http/message.js'

const wordings: Readonly<Record<Fault['status'], readonly [code: string, message: string]>> = {
  429: ['TooManyRequests', 'Please retry again later.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please retry again later.'],
  504: ['UnknownError', 'The service did not answer in time. Please retry again later.'],
}

/** Graph's answer to a request that meets an ordered fault (Microsoft Graph: Throttling guidance). */
export function answerFault({ status, retryAfter }: Fault): EmulatorResponse {
  const response = errorResponse(status, ...wordings[status])
  const limits: Readonly<Record<string, string>> =
    status === 429 ? { 'x-ms-throttle-information': 'ResourceUnitLimitExceeded' } : {}
  return { ...response, headers: { ...response.headers, ...limits, 'retry-after': String(retryAfter) } }
}
