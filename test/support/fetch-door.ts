import type { LocalEmulator } from '../../src/index.js'
import type { Answer, Sending } from './describe-hosts.js'

/** An emulator in this process as a browser reaches it: by `fetch`, without a socket. */
export function fetchDoor(emulator: LocalEmulator, origin = 'http://localhost:4400') {
  return {
    origin,
    async request(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<Answer> {
      const sent = body === undefined || typeof body === 'string' || body instanceof URLSearchParams
      const response = await emulator.fetch(
        new Request(path.startsWith('http') ? path : `${origin}${path}`, {
          method,
          headers: { ...headers, ...(!sent && { 'content-type': 'application/json' }) },
          ...(body !== undefined && { body: sent ? body : JSON.stringify(body) }),
        }),
      )
      const text = await response.text()
      const isJson = text !== '' && response.headers.get('content-type')?.includes('json')
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text,
        body: isJson ? (JSON.parse(text) as Answer['body']) : {},
      }
    },
  }
}
