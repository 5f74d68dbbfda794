import type { IncomingMessage, ServerResponse } from 'node:http'
import { announcesBody, NO_BODY } from './request-body.js'
import { readHead } from './request-head.js'
import { serveRequest } from './serve-request.js'
import type { RequestHead, ServedEmulator } from './served-emulator.js'

/** A request as Express (4 or 5) and Connect hand it to middleware. */
export interface MountedRequest extends IncomingMessage {
  /** The path under which the middleware is mounted. */
  readonly baseUrl?: string
  /** `http` or `https`, as far as the app trusts a proxy before it. */
  readonly protocol?: string
  /** What a body parser before us has read. */
  readonly body?: unknown
}

/**
 * Serves an emulator inside somebody's Express app, at any path, with or without a body parser before it:
 * `app.use('/microsoft', middleware(emulator))`. Every URL in an answer carries the path. It answers everything that
 * reaches it, so it never calls `next`.
 */
export function mount(emulator: ServedEmulator): (incoming: MountedRequest, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const head = readHead(incoming, { mount: incoming.baseUrl || undefined, scheme: incoming.protocol })
    const wasRead = announcesBody(head.headers) && incoming.readableEnded
    serveRequest(emulator, { incoming, outgoing, head }, wasRead ? serializeBody(head, incoming.body) : undefined)
  }
}

const encoder = new TextEncoder()

/** The bytes behind what a body parser made of them: the same value, if not the same spelling. */
function serializeBody({ headers }: RequestHead, body: unknown): Uint8Array {
  if (body === undefined) return NO_BODY
  if (body instanceof Uint8Array) return body
  if (typeof body === 'string') return encoder.encode(body)
  const isForm = headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')
  return encoder.encode(isForm ? formOf(body) : JSON.stringify(body))
}

function formOf(body: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body ?? {}))
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one))
  return form.toString()
}
