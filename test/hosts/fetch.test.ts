import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchFrom } from '../../src/hosts/fetch.js'
import { handlers } from '../../src/hosts/msw.js'
import { echoEmulator } from '../support/echo-emulator.js'

const emulator = { fetch: (request: Request) => fetchFrom(echoEmulator(), request) }
const at = 'http://localhost:4400'

describe('fetch without a socket', () => {
  it('hands over method, URL, headers and body', async () => {
    const request = new Request(`${at}/v1.0/users?a=b#c`, { method: 'post', body: 'hi', headers: { 'X-Custom': 'a' } })
    const answered = await emulator.fetch(request)
    expect(answered.headers.get('content-type')).toBe('application/json')
    expect(await answered.json()).toMatchObject({
      method: 'POST',
      url: `${at}/v1.0/users?a=b`,
      headers: { 'x-custom': 'a' },
      text: 'hi',
    })
  })

  it('answers HEAD and 204 without a body', async () => {
    expect(await (await emulator.fetch(new Request(`${at}/x`, { method: 'HEAD' }))).text()).toBe('')
    const empty = await emulator.fetch(new Request(`${at}/nothing`))
    expect(empty.status).toBe(204)
    expect(empty.body).toBeNull()
  })

  it('refuses what the listener refuses', async () => {
    const large = new Request(at, { method: 'POST', body: 'a'.repeat(4 * 1024 * 1024 + 1) })
    expect((await emulator.fetch(large)).status).toBe(413)
    expect((await emulator.fetch(new Request(`${at}/${'a'.repeat(32_768)}`))).status).toBe(414)
    const compressed = new Request(at, { method: 'POST', body: 'a', headers: { 'content-encoding': 'gzip' } })
    expect(await (await emulator.fetch(compressed)).json()).toBe('compressedBody')
  })
})

describe('MSW handlers', () => {
  const elsewhere = http.all('*', () => new HttpResponse('elsewhere'))
  const server = setupServer(...handlers(emulator), elsewhere)
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => server.close())

  it.each([
    'https://graph.microsoft.com/v1.0/me',
    'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/oauth2/v2.0/token',
    'https://contoso.crm4.dynamics.com/api/data/v9.2/WhoAmI',
    'https://contoso.api.crm.dynamics.com/api/data/v9.2/WhoAmI',
    'https://globaldisco.crm.dynamics.com/api/discovery/v2.0/Instances',
    'https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform/environments',
    'https://graph.microsoft.us/v1.0/me',
    'http://localhost:4400/v1.0/me',
    'https://localhost/v1.0/me',
    'http://127.0.0.1:4400/_emulator/health',
    'http://[::1]:4400/v1.0/me',
    'http://contoso.localhost:4400/api/data/v9.2/WhoAmI',
  ])('answer %s', async (url) => {
    expect(await (await fetch(url)).json()).toMatchObject({ method: 'GET', url })
  })

  it.each([
    'http://localhost:3000/v1.0/me',
    'https://graph.microsoft.com.example.com/',
    'https://example.com/https://graph.microsoft.com/',
    'https://dynamics.com/',
  ])('leave %s to others', async (url) => {
    expect(await (await fetch(url)).text()).toBe('elsewhere')
  })

  it('hand over bodies of any method', async () => {
    const answered = await fetch('https://graph.microsoft.com/v1.0/users/1', { method: 'PATCH', body: '{}' })
    expect(await answered.json()).toMatchObject({ method: 'PATCH', text: '{}' })
  })
})
