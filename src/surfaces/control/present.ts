import { encodePieces } from '../../http/encode-pieces.js'
import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { type ControlRefused, MethodNotAllowed } from './control-refused.js'
import type { ControlAnswer } from './routes.js'

const JSON_TYPE = 'application/json; charset=utf-8'
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** An answer of the control plane on the wire; a long one is made in turns of the event loop. */
export async function present(request: EmulatorRequest, answer: ControlAnswer): Promise<EmulatorResponse> {
  const { status, pieces } = answer
  if (!pieces) return presentWhole(request, answer)
  return { status, headers: { ...HEADERS, 'content-type': JSON_TYPE }, body: await encodePieces(pieces) }
}

function presentWhole(request: EmulatorRequest, { status, body, contentType }: ControlAnswer): EmulatorResponse {
  if (body === undefined) return { status, headers: HEADERS }
  const headers = { ...HEADERS, 'content-type': contentType ?? JSON_TYPE }
  if (request.method === 'HEAD') return { status, headers }
  return { status, headers, body: contentType === undefined ? JSON.stringify(body) : String(body) }
}

/** A refusal on the wire: its code, its message and the pointer to what is wrong. */
export function presentRefusal(request: EmulatorRequest, refused: ControlRefused): EmulatorResponse {
  const { status, code, message, pointer } = refused
  const response = presentWhole(request, { status, body: { error: { code, message, ...(pointer && { pointer }) } } })
  const headers = {
    ...response.headers,
    ...(refused instanceof MethodNotAllowed && { allow: refused.allowed.join(', ') }),
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  }
  return { ...response, headers }
}
