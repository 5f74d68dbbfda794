import { beforeAll, describe, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const repeated = (times: number, before: string, inside: string, after = '') =>
  `${before.repeat(times)}${inside}${after.repeat(times)}`

describeHosts('hostile queries', (host) => {
  let headers: Record<string, string>
  beforeAll(async () => {
    headers = { ...(await host.actors.asApp()), consistencylevel: 'eventual' }
  })

  describe.each([
    ['Graph', '/v1.0/users'],
    ['Dataverse', '/api/data/v9.2/contacts'],
  ])('of %s', (_, path) => {
    it.each([
      ['parentheses without end', '$filter', '('],
      ['parentheses in thousands', '$filter', repeated(2000, '(', 'true', ')')],
      ['negations in thousands', '$filter', repeated(2000, 'not ', 'true')],
      ['expansions in hundreds', '$expand', repeated(400, 'a($expand=', 'b', ')')],
      ['a path of thousands', '$filter', `${repeated(2000, 'a/', 'b')} eq 1`],
      ['a name of every object', '$filter', 'constructor/name eq null'],
      ['a name of every prototype', '$orderby', '__proto__'],
      ['a text without end', '$filter', "id eq '"],
      ['a byte of nothing', '$filter', '\0'],
      ['no number', '$top', 'x'],
      ['no yes or no', '$count', 'maybe'],
    ])('%s', async (_title, option, text) => {
      const { status, body } = await host.request('GET', `${path}?${option}=${encodeURIComponent(text)}`, { headers })
      expect(status).toBe(400)
      const { message } = body.error as { message: string }
      expect(message).not.toMatch(/tooDeep|notBoolean|\$\$/)
    })
  })

  it('names an option as it is written', async () => {
    const { body } = await host.request('GET', '/v1.0/users?$count=maybe', { headers })
    expect(body.error).toMatchObject({ message: "Invalid value 'maybe' for $count query option found." })
  })
})
