import { errorResponse } from '../../http/error-response.js'
import type { Fault } from '../../http/faults.js'
import type { EmulatorResponse } from '../../http/message.js'

const wordings: Readonly<Record<Fault['status'], readonly [code: string, message: string]>> = {
  429: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
  503: ['0x80060888', 'The service is temporarily unavailable. Please retry again later.'],
  504: ['0x80060888', 'The service did not answer in time. Please retry again later.'],
}

/** Dataverse's answer to a request that meets an ordered fault (Microsoft: Service protection API limits). */
export function answerFault({ status, retryAfter }: Fault): EmulatorResponse {
  const response = errorResponse(status, ...wordings[status])
  return { ...response, headers: { ...response.headers, 'retry-after': String(retryAfter) } }
}
