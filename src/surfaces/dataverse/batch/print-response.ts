import type { Answer } from '../answer.js'

const LINE = '\r\n'

/** Plain phrases: clients read the status line of a part with a pattern. */
const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  501: 'Not Implemented',
}

const names: Readonly<Record<string, string>> = {
  location: 'Location',
  'odata-entityid': 'OData-EntityId',
  etag: 'ETag',
  'preference-applied': 'Preference-Applied',
}

/** The answer of one operation as a part. */
export function printOperation(answer: Answer, requestId: string, contentId: string | undefined): string {
  const head = ['Content-Type: application/http', 'Content-Transfer-Encoding: binary']
  if (contentId !== undefined) head.push(`Content-ID: ${contentId}`)
  const status = `HTTP/1.1 ${answer.status} ${phrases[answer.status] ?? 'OK'}`
  const headers = answer.status >= 400 ? [`REQ_ID: ${requestId}`] : []
  const { json, text } = answer
  if (json !== undefined) headers.push('Content-Type: application/json; odata.metadata=minimal')
  else if (text !== undefined) headers.push('Content-Type: text/plain')
  headers.push('OData-Version: 4.0')
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    const shown = names[name]
    if (shown) headers.push(`${shown}: ${value}`)
  }
  const body = json === undefined ? (text ?? '') : JSON.stringify(json)
  return [...head, '', status, ...headers, '', body].join(LINE)
}

/** The answers of a change set as a part: one header line and no more, as clients expect it. */
export function printChangeSet(boundary: string, parts: readonly string[]): string {
  return [`Content-Type: multipart/mixed; boundary=${boundary}`, '', printMultipart(boundary, parts)].join(LINE)
}

/** A multipart body of finished parts. */
export function printMultipart(boundary: string, parts: readonly string[]): string {
  return [...parts.flatMap((part) => [`--${boundary}`, part]), `--${boundary}--`, ''].join(LINE)
}
