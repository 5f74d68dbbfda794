import { describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../src/index.js'

const START = Date.UTC(2026, 0, 15, 12)

/** An emulator with a limit, and two people who have entered the default environment. */
async function opened(serviceProtection?: number) {
  const emulator = await createEmulator({ log: 'error', clock: START, ...(serviceProtection && { serviceProtection }) })
  const [tenant] = emulator.control.info().tenants
  const tokenOf = async (user: string) => {
    const scope = 'http://localhost:4400/user_impersonation'
    return (await emulator.control.tokens({ user, scope }, 'http://localhost:4400')).access_token
  }
  const person = (purpose: string) => tenant?.users.find((user) => user.purpose === purpose)?.userPrincipalName ?? ''
  const admin = await tokenOf(person('global-administrator'))
  const member = await tokenOf(person('licensed-member'))
  return { emulator, admin, member }
}

function ask(emulator: LocalEmulator, token: string, path = 'WhoAmI', init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...init.headers }
  return emulator.fetch(new Request(`http://localhost:4400/api/data/v9.2/${path}`, { ...init, headers }))
}

const LEFT = 'x-ms-ratelimit-burst-remaining-xrm-requests'

describe('service protection', () => {
  it('refuses one request too many of a user in five minutes, and says when the next may come', async () => {
    const { emulator, admin, member } = await opened(3)
    const left: (string | null)[] = []
    for (let at = 0; at < 3; at++) {
      const answer = await ask(emulator, admin)
      expect(answer.status).toBe(200)
      left.push(answer.headers.get(LEFT))
      await emulator.control.clock({ advance: 'PT10S' })
    }
    expect(left).toEqual(['2', '1', '0'])
    const refused = await ask(emulator, admin)
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get(LEFT)]).toEqual([429, '270', '0'])
    expect(await refused.json()).toEqual({
      error: {
        code: '0x80072322',
        message: 'Number of requests exceeded the limit of 3 over time window of 300 seconds.',
      },
    })
    expect((await ask(emulator, member)).status).toBe(200)
    await emulator.control.clock({ advance: 'PT269S' })
    expect((await ask(emulator, admin)).status).toBe(429)
    await emulator.control.clock({ advance: 'PT1S' })
    expect((await ask(emulator, admin)).status).toBe(200)
    expect((await ask(emulator, admin)).status).toBe(429)
    await emulator.control.reset()
    expect((await ask(emulator, admin)).status).toBe(200)
    await emulator.close()
  })

  it('counts a batch once', async () => {
    const { emulator, admin } = await opened(2)
    const part = '--b\r\nContent-Type: application/http\r\n\r\nGET /api/data/v9.2/WhoAmI HTTP/1.1\r\n\r\n'
    const batch = {
      method: 'POST',
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: `${part.repeat(5)}--b--`,
    }
    const answer = await ask(emulator, admin, '$batch', batch)
    expect([answer.status, answer.headers.get(LEFT)]).toEqual([200, '1'])
    await emulator.close()
  })

  it('is off unless somebody asks for it', async () => {
    const { emulator, admin } = await opened()
    for (let at = 0; at < 20; at++) expect((await ask(emulator, admin)).headers.get(LEFT)).toBe('5999')
    await emulator.close()
  })

  it.each([-1, 1.5, '5'])('cannot be %s', async (serviceProtection) => {
    const making = createEmulator({ serviceProtection: serviceProtection as number })
    await expect(making).rejects.toThrow('The option "serviceProtection" must be a whole number of requests')
  })
})
