import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came to the app, by path. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly parameters: URLSearchParams
}

/** A web app of somebody's that people sign in to. */
export interface App {
  readonly origin: string
  /** Its redirect URI. */
  readonly callback: string
  /** Everything that browsers asked it for, the newest last. */
  readonly received: Received[]
  close(): Promise<void>
}

/** Starts an app on a free port. `/frame` shows an address in a frame; every other page says where one has arrived. */
export async function startApp(emulator: string): Promise<App> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const parameters = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : searchParams
    received.push({ method: request.method ?? '', path: pathname, parameters })
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const frame = `<iframe src="${emulator}${parameters.get('path')?.replaceAll('&', '&amp;')}"></iframe>`
    response.end(
      `<!DOCTYPE html><title>The app</title><link rel="icon" href="data:,"><h1>The app</h1>${pathname === '/frame' ? frame : ''}`,
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve)
  })
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    origin,
    callback: `${origin}/cb`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
