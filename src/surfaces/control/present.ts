import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { type ControlRefused, MethodNotAllowed } from './control-refused.js'
import type { ControlAnswer } from './routes.js'

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** An answer of the control plane on the wire. */
export function present(request: EmulatorRequest, { status, body, contentType }: ControlAnswer): EmulatorResponse {
  if (body === undefined) return { status, headers: HEADERS }
  const headers = { ...HEADERS, 'content-type': contentType ?? 'application/json; charset=utf-8' }
  if (request.method === 'HEAD') return { status, headers }
  return { status, headers, body: contentType === undefined ? JSON.stringify(body) : String(body) }
}

/** A refusal on the wire: its code, its message and the pointer to what is wrong. */
export function presentRefusal(request: EmulatorRequest, refused: ControlRefused): EmulatorResponse {
  const { status, code, message, pointer } = refused
  const response = present(request, { status, body: { error: { code, message, ...(pointer && { pointer }) } } })
  const headers = {
    ...response.headers,
    ...(refused instanceof MethodNotAllowed && { allow: refused.allowed.join(', ') }),
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
  }
  return { ...response, headers }
}
