import { beforeEach, describe, expect, it } from 'vitest'
import { loginErrors } from '../../src/surfaces/login/errors.js'
import type { Page } from '../support/browser.js'
import { type Answer, describeHosts } from '../support/describe-hosts.js'
import { options } from './aadsts/fixture.js'
import type { Row } from './aadsts/row.js'
import { CORRELATION, createWorld, READER, type World } from './aadsts/world.js'
import { documented, rows, untold } from './aadsts-rows.js'

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
}

/** What every answer of the token service says about itself; answers with the id that it gave the request. */
function expectHeaders({ headers }: Answer): string {
  expect(headers).toMatchObject({
    'cache-control': 'no-store, no-cache',
    pragma: 'no-cache',
    'client-request-id': CORRELATION,
    'x-ms-request-id': expect.stringMatching(GUID),
  })
  return String(headers['x-ms-request-id'])
}

const expectations: Readonly<
  Record<Row['told'], (row: Row, text: string, answer: Answer | Page, now: string) => void>
> = {
  client(row, text, answer, timestamp) {
    const traceId = expectHeaders(answer)
    const { status = row.error === 'invalid_client' ? 401 : 400, code, suberror, stranger = READER } = row
    expect(answer.body).toEqual({
      error: row.error,
      error_description: descriptionOf(text, traceId, timestamp),
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: CORRELATION,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(suberror && { suberror }),
    })
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['access-control-allow-origin']).toBe(stranger === READER ? READER : undefined)
    expect(answer.headers.vary).toBe(stranger === null ? undefined : 'Origin')
  },
  redirect(row, text, answer, timestamp) {
    const traceId = expectHeaders(answer)
    const { sentTo } = answer as Page
    const told = Object.fromEntries(new URLSearchParams(sentTo?.hash.slice(1) || sentTo?.search))
    const { admin_consent, ...refusal } = told
    expect(refusal).toEqual({
      error: row.error,
      error_description: descriptionOf(text, traceId, timestamp),
      error_uri: `https://login.microsoftonline.com/error?code=${row.code}`,
      ...(row.suberror && { suberror: row.suberror }),
      state: 's1',
    })
    expect(answer.status).toBe(302)
    expect(answer.text).toBe('')
  },
  page(_row, text, answer, timestamp) {
    const traceId = expectHeaders(answer)
    expect(answer.status).toBe(400)
    expect(answer.headers.location).toBeUndefined()
    expect(answer.headers).toMatchObject(PAGE_HEADERS)
    expect(shown(answer.text)).toContain(`<p>${text}</p>${requestOf(traceId, timestamp)}`)
  },
  form(_row, text, answer, timestamp) {
    const traceId = expectHeaders(answer)
    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject(PAGE_HEADERS)
    expect(answer.text).toContain('<form method="post"')
    const details = `<details><summary>Error details</summary><p>${text}</p>${requestOf(traceId, timestamp)}</details>`
    expect(shown(answer.text)).toContain(details)
  },
}

/** What is said, and what names the request in logs. */
function descriptionOf(text: string, traceId: string, timestamp: string): string {
  return `${text} Trace ID: ${traceId} Correlation ID: ${CORRELATION} Timestamp: ${timestamp}`
}

function requestOf(traceId: string, timestamp: string): string {
  const at = timestamp.replace(' ', 'T')
  return `<dl><dt>Request Id</dt><dd>${traceId}</dd><dt>Correlation Id</dt><dd>${CORRELATION}</dd><dt>Timestamp</dt><dd>${at}</dd></dl>`
}

/** The text of a page as people read it. */
function shown(page: string): string {
  return page.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

describeHosts(
  'AADSTS errors',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      await host.control.clock({ freeze: true })
      world = createWorld(host, (await host.control.clock()).now)
    })

    it.each(rows.map((row) => [row.code, row.word, row.told, row] as const))(
      '%i %s, told to the %s',
      async (...[, , , row]) => {
        const answer = await row.provoke(world)
        const text = typeof row.text === 'string' ? row.text : row.text(world)
        const { now } = await host.control.clock()
        const timestamp = now.replace('T', ' ')
        expect(timestamp).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
        expectations[row.told](row, `AADSTS${row.code}: ${text}`, answer, timestamp)
      },
    )
  },
  options,
)

describe('the table of AADSTS errors', () => {
  const codes = new Set(rows.map(({ code }) => code))

  it('has every refusal that the token service can word, under its code', () => {
    expect(new Set(rows.map(({ word }) => word))).toEqual(new Set(Object.keys(loginErrors)))
    for (const { word, code } of rows) expect([word, code]).toEqual([word, loginErrors[word]?.code])
  })

  it('has every code that clients are documented to meet, or the reason why not', () => {
    expect(documented.filter((code) => !codes.has(code) && untold[code] === undefined)).toEqual([])
    for (const code of Object.keys(untold)) expect(codes).not.toContain(Number(code))
  })
})
