import { connect } from 'node:net'

/** Sends bytes over a fresh connection and answers with everything that came back until the server closed it. */
export function exchangeRaw(port: number, ...parts: (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      text += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
    for (const part of parts) socket.write(part)
  })
}

/** A request in HTTP/1.1 that asks for the connection to be closed after it. */
export function rawRequest(line: string, headers: readonly string[] = [], body = ''): string {
  return [line, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', body].join('\r\n')
}

/** The status and parsed JSON body of a raw answer. */
export function readRaw(text: string): { status: number; head: string; body: string } {
  const end = text.indexOf('\r\n\r\n')
  return { status: Number(text.slice(9, 12)), head: text.slice(0, end).toLowerCase(), body: text.slice(end + 4) }
}
