import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** Asks a proxy on this machine for a tunnel. Answers with the socket that leads through it, or what the proxy said. */
export async function openTunnel(port: number, authority: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return { socket, answer: chunk.toString('latin1') }
}

/** Begins TLS inside a tunnel, or on any connection. */
export async function encrypt(socket: Socket, options: { ca: string; servername?: string }): Promise<TLSSocket> {
  const secure = connectTls({ socket, ...options })
  await once(secure, 'secureConnect')
  return secure
}

/** Writes a request and answers with everything that comes back until the other side ends the connection. */
export async function ask(socket: Socket, request: string): Promise<string> {
  let text = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk
  })
  socket.write(request)
  await once(socket, 'close')
  return text
}
