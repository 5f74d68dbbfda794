import type { SurfaceName } from './choose-surface.js'
import type { Refusal } from './emulator.js'
import type { EmulatorResponse } from './http/message.js'
import { refuseLogin } from './surfaces/login/refuse-login.js'

interface Wording {
  readonly status: number
  readonly code: string
  readonly message: string
}

const graph: Readonly<Record<Refusal, Wording>> = {
  bodyTooLarge: { status: 413, code: 'RequestEntityTooLarge', message: 'The request body is larger than 4 MB.' },
  urlTooLong: { status: 414, code: 'RequestUriTooLong', message: 'The request URL is longer than 32,768 bytes.' },
  compressedBody: {
    status: 415,
    code: 'UnsupportedMediaType',
    message: 'Compressed request bodies are not supported.',
  },
  badRequest: { status: 400, code: 'BadRequest', message: 'The request is malformed.' },
}

const dataverse: Readonly<Record<Refusal, Wording>> = {
  ...graph,
  bodyTooLarge: { status: 413, code: '0x8004418a', message: 'Request message length is too large.' },
  urlTooLong: { ...graph.urlTooLong, code: '0x80060888' },
  compressedBody: { ...graph.compressedBody, code: '0x80060888' },
  badRequest: { ...graph.badRequest, code: '0x80060888' },
}

/** The answer to a request that a host could not hand over, worded by the surface it was meant for. */
export function refuseUnreadable(surface: SurfaceName, refusal: Refusal): EmulatorResponse {
  if (surface === 'login') return refuseLogin(refusal)
  const { status, code, message } = (surface === 'dataverse' ? dataverse : graph)[refusal]
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
