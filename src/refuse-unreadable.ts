import type { SurfaceName } from './choose-surface.js'
import type { Fault } from './http/faults.js'
import type { EmulatorResponse, Refusal } from './http/message.js'
import { answerFault as answerDataverseFault } from './surfaces/dataverse/answer-fault.js'
import { refuseUnreadable as refuseDataverse } from './surfaces/dataverse/refuse-unreadable.js'
import { answerFault as answerGraphFault } from './surfaces/graph/answer-fault.js'
import { refuseUnreadable as refuseGraph } from './surfaces/graph/refuse-unreadable.js'
import { refuseUnreadable as refuseLogin } from './surfaces/login/refuse-unreadable.js'

/** The answer to a request that a host could not hand over, worded by the surface it was meant for. */
export function refuseUnreadable(surface: SurfaceName, refusal: Refusal): EmulatorResponse {
  switch (surface) {
    case 'login':
      return refuseLogin(refusal)
    case 'dataverse':
      return refuseDataverse(refusal)
    default:
      return refuseGraph(refusal)
  }
}

/** The answer to a request that meets a fault, worded by the surface it was meant for. */
export function answerFault(fault: Fault): EmulatorResponse {
  return fault.service === 'dataverse' ? answerDataverseFault(fault) : answerGraphFault(fault)
}
