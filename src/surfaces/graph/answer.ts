import type { EmulatorResponse } from '../../http/message.js'
import type { Exchange } from './exchange.js'
import { type MetadataLevel, metadataLevel } from './metadata-level.js'

/** What a handler answers: at most one of `json`, `text` and `bytes`. */
export interface Answer {
  readonly status: number
  readonly json?: object
  readonly text?: string
  readonly bytes?: Uint8Array
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The answer in its place, once others have been asked. */
  readonly later?: () => Promise<Answer>
}

/** 204, nothing to show. */
export const noContent: Answer = Object.freeze({ status: 204 })

const jsonType = (level: MetadataLevel) =>
  `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`
const DIAGNOSTIC = JSON.stringify({
  ServerInfo: { DataCenter: 'Local', Slice: 'E', Ring: '1', ScaleUnit: '000', RoleInstance: 'GRAPHVERSE00000001' },
})
const EXPOSED =
  'ETag, Location, Preference-Applied, Content-Range, request-id, client-request-id, ReadWriteConsistencyToken, SdkVersion, WWW-Authenticate, x-ms-client-gcc-tenant, Retry-After'

/** An answer as the hosts write it. */
export function toResponse(exchange: Exchange, answer: Answer): EmulatorResponse {
  // Strict-Transport-Security is left out: a browser would hold it against everything else on localhost.
  const headers: Record<string, string> = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED,
    'cache-control': 'no-cache',
    vary: 'Accept-Encoding',
    'x-ms-ags-diagnostic': DIAGNOSTIC,
    'request-id': exchange.requestId,
    'client-request-id': exchange.clientRequestId,
  }
  if (answer.headers) Object.assign(headers, answer.headers)
  const body = answer.json ? JSON.stringify(answer.json) : (answer.text ?? answer.bytes)
  if (body === undefined) return { status: answer.status, headers }
  headers['content-type'] = answer.contentType ?? (answer.json ? jsonType(metadataLevel(exchange)) : 'text/plain')
  headers['odata-version'] = '4.0'
  return { status: answer.status, headers, body }
}

/** The answer to a browser's preflight: everything is allowed to everybody, as in Graph. */
export function preflightAnswer(): Answer {
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
      'access-control-allow-headers':
        'Authorization, Content-Type, ConsistencyLevel, Prefer, client-request-id, SdkVersion, Accept, If-Match',
      'access-control-max-age': '3600',
    },
  }
}
