import { type Fault, faultAnswer } from '../../http/faults.js'
import type { EmulatorResponse } from '../../http/message.js'

/** Dataverse's answer to a request that meets an ordered fault (Microsoft: Service protection API limits). */
export function answerFault(fault: Fault): EmulatorResponse {
  return faultAnswer(fault, {
    429: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
    503: ['0x80060888', 'The service is temporarily unavailable. Please retry again later.'],
    504: ['0x80060888', 'The service did not answer in time. Please retry again later.'],
  })
}
