import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Duplex } from 'node:stream'
import { encrypt, openTunnel } from '../support/proxy-client.js'

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export type Fetch = (url: string, sent?: Sent) => Promise<Received>

const THIS_MACHINE = new Set(['localhost', '127.0.0.1'])

/**
 * Sends requests, trusting that certificate authority: those for other machines through the proxy. Follows no redirects.
 */
export function fetchTrusting(ca: string, proxy: string): Fetch {
  return async (url, { method = 'GET', headers = {}, body } = {}) => {
    const { protocol, hostname } = new URL(url)
    const tunnel = THIS_MACHINE.has(hostname) ? undefined : await throughProxy(proxy, hostname, ca)
    const send = protocol === 'https:' ? requestHttps : requestHttp
    const connection = tunnel ? { createConnection: () => tunnel } : { agent: false }
    return new Promise((resolve, reject) => {
      const request = send(url, { method, headers, ca, ...connection }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      })
      request.on('error', reject)
      request.end(body)
    })
  }
}

async function throughProxy(proxy: string, hostname: string, ca: string): Promise<Duplex> {
  const { socket } = await openTunnel(Number(new URL(proxy).port), `${hostname}:443`)
  return encrypt(socket, { ca, servername: hostname })
}
