import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { ServedAt } from '../compose-emulator.js'
import { isForeign, refuseForeign } from './absolute-form.js'
import type { CertificateAuthority } from './certificate-authority.js'
import { tunnelInto } from './connect.js'
import { type Connections, sortConnections } from './connections.js'
import { readHead } from './request-head.js'
import { serveRequest } from './serve-request.js'
import { servedAt } from './served-at.js'
import type { ServedEmulator } from './served-emulator.js'
import { createTerminator } from './tls-terminator.js'
import { answerUnreadable } from './unreadable-request.js'

export interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** The address to bind. */
  readonly host: string
  /** Further names under which clients call. */
  readonly hostnames: readonly string[]
  /** Opens the authority that TLS leaves come from; called once, when the port has been had. */
  readonly openAuthority: () => Promise<CertificateAuthority>
}

/** A server that listens. */
export interface Listener {
  readonly at: ServedAt
  /** Stops taking requests, lets those under way end, and cuts what is still open after most of a second. */
  close(): Promise<void>
}

// The parser counts the URL among the headers, and what it gives up on gets an answer that knows no service.
const LARGEST_HEAD = 1024 * 1024
const KEEP_ALIVE = 65_000
const GRACE = 600
const IDLE_CHECK = 20

/**
 * Serves an emulator on one port: plain HTTP and TLS, told apart by the first byte, and as a proxy for clients with
 * Microsoft's host names. Traffic of the emulated services is answered right here; the control plane and pages go through
 * Express, loaded when first asked for.
 * @throws when the address cannot be listened on, saying why and what to do.
 */
export async function listen(emulator: ServedEmulator, options: ListenOptions): Promise<Listener> {
  const server = createServer({ maxHeaderSize: LARGEST_HEAD, keepAliveTimeout: KEEP_ALIVE })
  await bind(server, options)
  const { hostnames } = options
  const authority = options.openAuthority()
  const connections = sortConnections(server, (accept) => createTerminator({ authority, hostnames }, accept))
  const onRequest = requestListener(emulator, connections, hostnames)
  server.on('request', onRequest)
  // Told that a body is waiting, the listener may refuse it before it is sent.
  server.on('checkContinue', onRequest)
  server.on('connect', tunnelInto(connections))
  server.on('clientError', answerUnreadable)
  const { caFile } = await authority
  const at = servedAt(server.address() as AddressInfo, options.host, caFile)
  return { at, close: () => stop(server, connections.open) }
}

/**
 * Makes sure that an address can be listened on, before anything is written for the sake of serving on it.
 * @throws like `listen`.
 */
export async function requireFreePort(address: { port: number; host: string }): Promise<void> {
  const server = createServer()
  await bind(server, address)
  server.close()
  await once(server, 'close')
}

function requestListener(
  emulator: ServedEmulator,
  connections: Connections,
  hostnames: readonly string[],
): RequestListener {
  let express: Promise<RequestListener> | undefined
  return (incoming, outgoing) => {
    const tunnel = connections.originOf(incoming.socket)
    const head = readHead(incoming, { tunnel })
    const isApi = emulator.isApi(head)
    if (tunnel === undefined && isForeign(incoming, { head, isApi, hostnames })) refuseForeign(incoming, outgoing)
    else if (isApi) serveRequest(emulator, { incoming, outgoing, head })
    else {
      express ??= import('./express.js').then(({ createApp }) => createApp(emulator))
      passOn(express, incoming, outgoing)
    }
  }
}

function passOn(express: Promise<RequestListener>, incoming: IncomingMessage, outgoing: ServerResponse): void {
  express.then(
    (app) => app(incoming, outgoing),
    () => outgoing.destroy(),
  )
}

async function bind(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  server.listen({ port, host })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(describeRefusal(error, port, host), { cause: error })
  }
}

function describeRefusal(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken: stop what listens there, or choose another with --port (0 takes a free one).`
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine: choose another with --host.`
  return `Port ${port} on ${host} cannot be opened: ${error instanceof Error ? error.message : String(error)}.`
}

async function stop(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection becomes idle when the answer under way is sent, and no new request may keep it open.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_CHECK)
  const cut = setTimeout(() => {
    for (const socket of open) socket.destroy()
  }, GRACE)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
}
