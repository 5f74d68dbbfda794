import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT } from './hand-seeded.js'

/** A batch of parts; a list of parts is a change set. Content ids count from 1 in a change set. */
function batchOf(parts: readonly (string | readonly string[])[], line = '\r\n'): string {
  const operation = (text: string) => ['Content-Type: application/http', 'Content-Transfer-Encoding: binary', '', text]
  const lines: string[] = []
  for (const part of parts) {
    lines.push('--batch_b')
    if (typeof part === 'string') lines.push(...operation(part))
    else {
      lines.push('Content-Type: multipart/mixed; boundary="changeset_c"', '')
      for (const [at, each] of part.entries()) {
        const [first = '', ...rest] = operation(each)
        lines.push('--changeset_c', first, `Content-ID: ${at + 1}`, ...rest)
      }
      lines.push('--changeset_c--', '')
    }
  }
  return [...lines, '--batch_b--', ''].join(line)
}

function send(house: HandSeeded, body: string, headers: Record<string, string> = {}) {
  return house.call('POST', '/$batch', {
    body,
    headers: { 'content-type': 'multipart/mixed; boundary="batch_b"', ...headers },
  })
}

const create = (set: string, body: object, line = '\r\n') =>
  [`POST ${ROOT}/${set} HTTP/1.1`, 'Content-Type: application/json', '', JSON.stringify(body)].join(line)

describe.each([
  ['CRLF', '\r\n'],
  ['LF', '\n'],
])('a batch with %s', (_name, line) => {
  it('runs a change set as one and reads its result', async () => {
    const house = new HandSeeded()
    const body = batchOf(
      [
        [
          create('contacts', { lastname: 'Lee' }, line),
          create('accounts', { name: 'Acme', 'primarycontactid@odata.bind': '$1' }, line),
          ['PUT $2/name HTTP/1.1', 'Content-Type: application/json', '', '{"value":"Acme 2"}'].join(line),
        ],
        'GET accounts?$select=name&$expand=primarycontactid($select=lastname) HTTP/1.1',
      ],
      line,
    )
    const answer = await send(house, body)
    expect(answer.status).toBe(200)
    expect(answer.text.startsWith('--batchresponse_')).toBe(true)
    expect(answer.text.match(/HTTP\/1\.1 204 No Content/g)).toHaveLength(3)
    expect(answer.text).toContain('"name":"Acme 2"')
    expect(answer.text).toContain('"lastname":"Lee"')
    expect(answer.text).toMatch(
      /Content-Type: multipart\/mixed; boundary=changesetresponse_[^\r]+\r\n\r\n--changesetresponse_/,
    )
  })
})

describe('a batch that fails', () => {
  it('undoes the whole change set and stops', async () => {
    const house = new HandSeeded()
    const body = batchOf([
      [create('accounts', { name: 'First' }), create('accounts', { name: 'x'.repeat(200) })],
      'GET accounts HTTP/1.1',
    ])
    const answer = await send(house, body)
    expect(answer.status).toBe(400)
    expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(answer.text).toContain('Content-ID: 2')
    expect(answer.text).toContain('0x80044331')
    expect((await house.call('GET', '/accounts/$count')).text).toBe('\uFEFF0')
  })

  it('goes on when asked to', async () => {
    const house = new HandSeeded()
    const body = batchOf(['GET acounts HTTP/1.1', create('accounts', { name: 'Second' })])
    const answer = await send(house, body, { prefer: 'odata.continue-on-error' })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('HTTP/1.1 404 Not Found')
    expect(answer.text).toContain('HTTP/1.1 204 No Content')
  })

  it('knows only content ids of its own change set', async () => {
    const house = new HandSeeded()
    const answer = await send(house, batchOf([[create('accounts', { 'primarycontactid@odata.bind': '$7' })]]))
    expect(answer.text).toContain("Content-ID Reference: '$7' does not exist in the batch context.")
  })

  it('is refused as JSON when it is no multipart', async () => {
    const house = new HandSeeded()
    const answer = await house.call('POST', '/$batch', { body: {} })
    expect([answer.status, typeof answer.json.error.message]).toEqual([400, 'string'])
  })

  it('takes queries in FetchXML', async () => {
    const house = new HandSeeded()
    await house.make('accounts', { name: 'Acme' })
    const xml = encodeURIComponent('<fetch><entity name="account"><attribute name="name"/></entity></fetch>')
    const answer = await send(house, batchOf([`GET ${ROOT}/accounts?fetchXml=${xml} HTTP/1.1\r\n`]))
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('"name":"Acme"')
  })
})
