import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EmulatorResponse, Refusal } from '../http/message.js'
import { writeAnswer } from './answer.js'
import { largestBody, refusalOf } from './limits.js'
import { announcesBody, discardBody, NO_BODY, readBody } from './request-body.js'
import type { RequestHead, ServedEmulator } from './served-emulator.js'

/** A request whose head has been read, and the way back. */
export interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly head: RequestHead
}

/** Lets the emulator answer a request. `parsed` is its body when somebody has read it; otherwise it is read here. */
export function serveRequest(emulator: ServedEmulator, exchange: Exchange, parsed?: Uint8Array): void {
  const { head } = exchange
  const refusal = refusalOf(head)
  if (refusal) refuse(emulator, exchange, refusal)
  else if (parsed) answer(emulator, exchange, parsed)
  else if (announcesBody(head.headers)) serveWithBody(emulator, exchange)
  else answer(emulator, exchange, NO_BODY)
}

function serveWithBody(emulator: ServedEmulator, exchange: Exchange): void {
  const { incoming, outgoing, head } = exchange
  const limit = largestBody(head.url)
  if (Number(head.headers['content-length'] ?? 0) > limit) {
    refuse(emulator, exchange, 'bodyTooLarge')
    return
  }
  if (expectsContinue(head)) outgoing.writeContinue()
  readBody(incoming, limit, (body) => {
    if (body) answer(emulator, exchange, body)
    else refuse(emulator, exchange, 'bodyTooLarge')
  })
}

function answer(emulator: ServedEmulator, { outgoing, head }: Exchange, body: Uint8Array): void {
  const { method, url, mount, headers } = head
  emulator.handle({ method, url, mount, headers, body }).then(
    (response) => send(outgoing, response),
    () => outgoing.destroy(),
  )
}

function refuse(emulator: ServedEmulator, { incoming, outgoing, head }: Exchange, refusal: Refusal): void {
  const response = emulator.refuse(head, refusal)
  if (expectsContinue(head)) {
    // A client told to wait may now send its body or not, so nothing more can be read from this connection.
    outgoing.shouldKeepAlive = false
    send(outgoing, response)
  } else discardBody(incoming, () => send(outgoing, response))
}

/** A header that cannot be written must not take the server down with it. */
function send(outgoing: ServerResponse, response: EmulatorResponse): void {
  try {
    writeAnswer(outgoing, response)
  } catch {
    outgoing.destroy()
  }
}

function expectsContinue({ headers }: RequestHead): boolean {
  return headers.expect?.toLowerCase() === '100-continue'
}
