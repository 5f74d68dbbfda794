import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchCourier } from './fetch-courier.js'

const server = createServer((request, response) => {
  if (request.url === '/silent') return
  if (request.url === '/moved') response.writeHead(307, { location: '/' }).end()
  else response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(request.url === '/long' ? 5e6 : 2))
})
let origin = ''

beforeAll(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
        resolve()
      })
    }),
)
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const post = (path: string, patience = 5000, signal = new AbortController().signal) =>
  fetchCourier.post(`${origin}${path}`, { contentType: 'text/plain', body: '', patience, signal })

describe('calls that leave the emulator', () => {
  it('bring back what the receiver says, and follow no redirect', async () => {
    expect(await post('/')).toEqual({ status: 200, contentType: 'text/plain', text: 'xx' })
    expect(await post('/moved')).toMatchObject({ status: 307 })
  })

  it('end when the receiver takes too long, says too much, or is not there', async () => {
    expect(await post('/silent', 20)).toBe('timedOut')
    const long = await post('/long')
    expect(typeof long === 'object' && long.text.length).toBeLessThan(1e6)
    expect(await fetchCourier.post('http://127.0.0.1:1/', { ...letter, signal: new AbortController().signal })).toBe(
      'unreachable',
    )
    expect(await post('/silent', 5000, AbortSignal.abort())).toBe('unreachable')
  })
})

const letter = { contentType: 'text/plain', body: '', patience: 5000 }
