import type { EmulatorInfo } from '../index.js'
import type { StartOptions } from './option-table.js'

/** An emulator that runs somewhere, as it tells of itself. */
export interface RunningEmulator {
  /** Where it answered. */
  readonly url: string
  readonly info: EmulatorInfo
  /** The certificate authority in PEM. */
  readonly certificateAuthority: string
}

const PATIENCE = 5000

/**
 * Asks the emulator that these options would start.
 * @throws when nothing answers, something else does, or it asks for its control token, naming the mend.
 */
export async function askRunningEmulator({ host, port, controlToken }: StartOptions): Promise<RunningEmulator> {
  const url = `http://${reachable(host)}:${port}`
  const ask = async (path: string): Promise<Response> => {
    const headers = new Headers(controlToken === undefined ? undefined : { authorization: `Bearer ${controlToken}` })
    const response = await fetch(url + path, { headers, signal: AbortSignal.timeout(PATIENCE) }).catch(() => undefined)
    if (!response)
      throw new Error(`No emulator answers at ${url}: start one with "graphverse start", or name its port with --port.`)
    if (response.status === 401)
      throw new Error(`The emulator at ${url} asks for its control token: name it with --control-token.`)
    return response
  }
  const info: EmulatorInfo | undefined = await (await ask('/_emulator/info')).json().catch(() => undefined)
  if (info?.name !== 'graphverse')
    throw new Error(
      `What answers at ${url} is no Graphverse emulator that may be asked: name another port with --port.`,
    )
  return { url, info, certificateAuthority: await (await ask('/_emulator/ca.pem')).text() }
}

/** A wildcard address is reached over loopback, and IPv6 addresses stand in brackets. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
