import type { EmulatorResponse } from '../http/message.js'
import { isInPieces, mayHaveBody } from './answer.js'
import { largestBody, refusalOf } from './limits.js'
import { NO_BODY } from './request-body.js'
import type { RequestHead, ServedEmulator } from './served-emulator.js'

/** Answers a standard `Request` as the node listener would, without a socket. */
export async function fetchFrom(emulator: ServedEmulator, request: Request): Promise<Response> {
  const head = readRequestHead(request)
  const refusal = refusalOf(head)
  if (refusal) return toResponse(emulator.refuse(head, refusal), head)
  const body = await readRequestBody(request)
  if (body.length > largestBody(head.url)) return toResponse(emulator.refuse(head, 'bodyTooLarge'), head)
  const { method, url, headers } = head
  return toResponse(await emulator.handle({ method, url, headers, body }), head)
}

function readRequestHead(request: Request): RequestHead {
  const hash = request.url.indexOf('#')
  const url = hash === -1 ? request.url : request.url.slice(0, hash)
  const headers: Record<string, string> = {}
  request.headers.forEach((value, name) => {
    headers[name] = value
  })
  return { method: request.method.toUpperCase(), url, headers }
}

async function readRequestBody(request: Request): Promise<Uint8Array> {
  if (request.method === 'GET' || request.method === 'HEAD') return NO_BODY
  return new Uint8Array(await request.arrayBuffer())
}

function toResponse({ status, headers, body }: EmulatorResponse, { method }: RequestHead): Response {
  const shown = method !== 'HEAD' && mayHaveBody(status) ? body : undefined
  // What comes from a Uint8Array of any buffer is a body; the types of the platform admit plain buffers only.
  const init = isInPieces(shown) ? streamOf(shown) : (shown as BodyInit | undefined)
  return new Response(init ?? null, { status, headers })
}

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
}
