import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('the guard of the control plane', (host) => {
  const reset = (headers: Record<string, string>, body: object | string = {}) =>
    host.request('POST', '/_emulator/reset', { headers, body })
  const ownOrigin = () => new URL(host.origin).origin

  it('lets through what comes from nowhere or from here', async () => {
    expect((await reset({})).status).toBe(204)
    expect((await reset({ origin: ownOrigin(), 'sec-fetch-site': 'same-origin' })).status).toBe(204)
  })

  it('keeps pages of other origins out', async () => {
    const crossSite = await reset({ 'sec-fetch-site': 'cross-site' })
    expect(crossSite).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
    for (const origin of ['https://evil.example', 'null', `${ownOrigin()}0`]) {
      const answer = await reset({ origin })
      expect(answer.status).toBe(403)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  it('wants bodies to be JSON', async () => {
    expect((await reset({ 'content-type': 'text/plain' }, '{}')).status).toBe(415)
    expect((await reset({ 'content-type': 'application/json' }, '{"tenantId":')).status).toBe(400)
    const deep = `${'['.repeat(65)}${']'.repeat(65)}`
    expect((await reset({ 'content-type': 'application/json' }, deep)).status).toBe(400)
  })

  it('names the methods of a path and knows no other path', async () => {
    const wrong = await host.request('DELETE', '/_emulator/clock')
    expect(wrong).toMatchObject({ status: 405, body: { error: { code: 'methodNotAllowed' } } })
    expect(wrong.headers.allow?.split(', ').sort()).toEqual(['GET', 'POST'])
    expect((await host.request('GET', '/_emulator/nothing')).status).toBe(404)
  })
})

describe('the guard by host name', () => {
  const ask = async (url: string, options: Parameters<typeof createEmulator>[0] = {}) => {
    const emulator = await createEmulator(options)
    const { status } = await emulator.fetch(new Request(url))
    await emulator.close()
    return status
  }

  it.each([
    ['http://localhost:4400', 200],
    ['http://127.0.0.1:4400', 200],
    ['http://[::1]:4400', 200],
    ['http://192.168.1.20', 200],
    ['http://contoso.localhost', 200],
    ['http://rebound.example', 403],
    ['http://localhost.example', 403],
  ])('%s', async (origin, status) => {
    expect(await ask(`${origin}/_emulator/info`)).toBe(status)
  })

  it('lets names through that are configured', async () => {
    expect(await ask('http://graphverse:4400/_emulator/info', { hostnames: ['graphverse'] })).toBe(200)
  })

  it('does not answer under names of Microsoft', async () => {
    expect(await ask('https://graph.microsoft.com/_emulator/info')).not.toBe(200)
  })
})

describe('the control token', () => {
  it('is asked for, health aside', async () => {
    const emulator = await createEmulator({ controlToken: 'open sesame' })
    const ask = async (path: string, headers = {}) =>
      (await emulator.fetch(new Request(`http://localhost/_emulator/${path}`, { headers }))).status
    expect(await ask('health')).toBe(200)
    expect(await ask('info')).toBe(401)
    expect(await ask('info', { authorization: 'Bearer something else' })).toBe(401)
    expect(await ask('info', { authorization: 'Bearer open sesame' })).toBe(200)
    await emulator.close()
  })
})
