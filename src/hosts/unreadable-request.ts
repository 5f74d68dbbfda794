import type { Duplex } from 'node:stream'
import { endWithError } from './end-with-error.js'

interface ParserError extends Error {
  readonly code?: string
}

type Wording = readonly [status: number, reason: string, code: string, message: string]

const byParserCode: Readonly<Record<string, Wording>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'RequestTimeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'RequestHeaderTooLarge',
    'The URL or the headers are too large.',
  ],
}
const malformed: Wording = [400, 'Bad Request', 'BadRequest', 'The request is not well-formed HTTP.']

/** Answers what the HTTP parser could not read; there is no knowing which service it was meant for. */
export function answerUnreadable({ code = '' }: ParserError, socket: Duplex): void {
  if (code === 'ECONNRESET' || !socket.writable) socket.destroy()
  else endWithError(socket, ...(byParserCode[code] ?? malformed))
}
