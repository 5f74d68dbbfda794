import type { EmulatorResponse } from '../../http/message.js'
import type { Answer } from './answer.js'

const exposed =
  'Preference-Applied, OData-EntityId, Location, ETag, OData-Version, Content-Encoding, Transfer-Encoding, Content-Length, Retry-After'

/** Headers that every answer of the service carries (Microsoft: Compose HTTP requests and handle errors). */
function standardHeaders(requestId: string): Record<string, string> {
  return {
    'odata-version': '4.0',
    'cache-control': 'no-cache',
    req_id: requestId,
    'x-ms-service-request-id': requestId,
    // Client libraries size their parallelism by it and fail without it.
    'x-ms-dop-hint': '4',
    'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
    'access-control-expose-headers': exposed,
  }
}

const JSON_TYPE = 'application/json; odata.metadata=minimal'

/** Puts an answer on the wire, with the request's own id and CORS headers. */
export function respond(
  answer: Answer,
  requestId: string,
  requestHeaders: Readonly<Record<string, string>>,
): EmulatorResponse {
  const headers = { ...standardHeaders(requestId), ...corsHeaders(requestHeaders), ...answer.headers }
  const clientId = requestHeaders['x-ms-client-request-id']
  if (clientId !== undefined) headers['x-ms-client-request-id'] = clientId
  if (answer.json !== undefined) {
    headers['content-type'] ??= JSON_TYPE
    return { status: answer.status, headers, body: JSON.stringify(answer.json) }
  }
  if (answer.text !== undefined) headers['content-type'] ??= 'text/plain'
  return { status: answer.status, headers, body: answer.text }
}

/** Reflects the origin of a browser's request. */
export function corsHeaders(requestHeaders: Readonly<Record<string, string>>): Record<string, string> {
  const { origin } = requestHeaders
  return origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' }
}
