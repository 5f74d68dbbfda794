import type { EmulatorRequest } from '../../../http/message.js'
import type { Target } from '../../../http/target.js'
import { decodeBase64Url, encodeBase64 } from '../../../kernel/base64url.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { toResponse } from '../answer.js'
import type { Call } from '../call.js'
import { type Exchange, recordExchange } from '../exchange.js'
import { isBatch } from '../path.js'

interface BatchItem {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly dependsOn?: readonly string[]
}

interface BatchResponse {
  readonly id: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

const MOST_REQUESTS = 20

/**
 * POST /$batch (Microsoft Graph: JSON batching): up to 20 requests, one after the other, each with its own answer.
 * One whose dependency failed gets 424. Throws `tooManyRequests`, `badBatch`.
 */
export function postBatch(call: Call): Answer {
  const { requests } = call.body as { requests: readonly BatchItem[] }
  refuseBadBatch(requests)
  return answerItems(call, inOrder(requests), new Map())
}

/** One request may have to ask others first: those behind it wait. */
function answerItems(call: Call, [item, ...rest]: readonly BatchItem[], done: Map<string, BatchResponse>): Answer {
  if (!item) return { status: 200, json: { responses: [...done.values()] }, contentType: 'application/json' }
  const inner = recordExchange(call.rooms, requestOf(call, item), targetOf(call, item.url))
  const goOn = (answer: Answer) => {
    done.set(item.id.toLowerCase(), responseOf(item, inner, answer))
    return answerItems(call, rest, done)
  }
  const answer = answerItem(call, item, inner, done)
  const { later } = answer
  return later ? { status: 200, later: async () => settled(goOn(await later())) } : goOn(answer)
}

function settled(answer: Answer): Answer | Promise<Answer> {
  return answer.later ? answer.later() : answer
}

function refuseBadBatch(requests: readonly BatchItem[]): void {
  if (requests.length > MOST_REQUESTS) throw new DomainError('tooManyRequests')
  const ids = new Set(requests.map(({ id }) => id.toLowerCase()))
  const earlier = new Set<string>()
  for (const { id, url, dependsOn = [], body, headers = {} } of requests) {
    const refuse = (reason: string) => new DomainError('badBatch', { reason })
    if (id === '' || earlier.has(id.toLowerCase())) throw refuse(`the id '${id}' is empty or used twice.`)
    if (/^https?:/i.test(url)) throw refuse(`the url '${url}' must be relative to the version.`)
    const unknown = dependsOn.find((other) => !ids.has(other.toLowerCase()))
    if (unknown !== undefined) throw refuse(`'${id}' depends on '${unknown}', which is not there.`)
    if (body !== undefined && headerOf(headers, 'content-type') === undefined) {
      throw refuse(`request '${id}' has a body but no Content-Type header.`)
    }
    earlier.add(id.toLowerCase())
  }
}

/** As they stand, but each behind those that it depends on. Throws `badBatch` for those that wait for each other. */
function inOrder(requests: readonly BatchItem[]): readonly BatchItem[] {
  const waiting = [...requests]
  const ordered: BatchItem[] = []
  const done = new Set<string>()
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ dependsOn = [] }) => dependsOn.every((id) => done.has(id.toLowerCase())))
    if (at === -1) throw new DomainError('badBatch', { reason: 'requests depend on each other in a circle.' })
    for (const next of waiting.splice(at, 1)) {
      ordered.push(next)
      done.add(next.id.toLowerCase())
    }
  }
  return ordered
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
}

function answerItem(
  call: Call,
  { dependsOn = [] }: BatchItem,
  inner: Exchange,
  done: ReadonlyMap<string, BatchResponse>,
): Answer {
  const hasFailed = dependsOn.some((id) => (done.get(id.toLowerCase())?.status ?? 0) >= 400)
  return call.dispatch(inner, call.access, call.caller, () => {
    if (hasFailed) throw new DomainError('failedDependency')
    if (isBatch(inner.target.path)) throw new DomainError('badBatch', { reason: 'a batch in a batch.' })
  })
}

function responseOf({ id }: BatchItem, inner: Exchange, answer: Answer): BatchResponse {
  const { status, headers } = toResponse(inner, answer)
  return { id, status, headers: shownHeaders(headers), ...bodyOf(answer) }
}

/** Where an inner request goes: the same emulator and version, however it is mounted. */
function targetOf({ target, version }: Call, url: string): Target {
  const relative = relativeUrl(url)
  const question = relative.indexOf('?')
  const path = question === -1 ? relative : relative.slice(0, question)
  const query = question === -1 ? '' : relative.slice(question + 1)
  return { ...target, path: `/${version}${path}`, query }
}

/** Relative to the version. Clients that cut the host off an address leave the version in front: it is the batch's own. */
function relativeUrl(url: string): string {
  const rooted = url.startsWith('/') ? url : `/${url}`
  return rooted.replace(/^\/(v1\.0|beta)(?=\/)/i, '')
}

function requestOf(call: Call, { method, url, headers = {}, body }: BatchItem): EmulatorRequest {
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
  return {
    method: method.toUpperCase(),
    url: `${call.root}${relativeUrl(url)}`,
    headers: { ...Object.fromEntries(lowered), 'client-request-id': call.clientRequestId },
    body: bytesOf(body),
  }
}

const encoder = new TextEncoder()

/** JSON stands in a batch as it is, anything else in base64 of either alphabet. */
function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return encoder.encode('')
  if (typeof body !== 'string') return encoder.encode(JSON.stringify(body))
  return decodeBase64Url(body.replaceAll('+', '-').replaceAll('/', '_')) ?? encoder.encode(body)
}

/** The headers that an answer keeps in a batch. Client libraries look for this exact spelling. */
const SHOWN = [
  'Cache-Control',
  'Location',
  'Retry-After',
  'x-ms-resource-unit',
  'x-ms-throttle-limit-percentage',
  'x-ms-throttle-scope',
  'x-ms-throttle-information',
  'OData-Version',
  'Content-Type',
].map((name) => [name, name.toLowerCase()] as const)

function shownHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {}
  for (const [name, lowered] of SHOWN) {
    const value = headers[lowered]
    if (value !== undefined) shown[name] = value
  }
  return shown
}

function bodyOf({ json, text, bytes }: Answer): { body?: unknown } {
  if (json !== undefined) return { body: json }
  // Pages show pictures from here as they are, behind `data:image/jpeg;base64,`.
  if (bytes !== undefined) return { body: encodeBase64(bytes) }
  return text === undefined ? {} : { body: encodeBase64(encoder.encode(text)) }
}
