import type { AddressInfo } from 'node:net'
import type { ServedAt } from '../compose-emulator.js'

/** The URLs under which a bound server is reached from this machine. */
export function servedAt({ port, address, family }: AddressInfo, host: string, caFile: string | null): ServedAt {
  const http = `http://${reachable(host, address, family)}:${port}`
  return { http, https: `https://localhost:${port}`, proxy: http, caFile }
}

/** A wildcard address is reached over loopback. */
function reachable(host: string, address: string, family: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1'
  if (host === 'localhost') return 'localhost'
  return family === 'IPv6' ? `[${address}]` : address
}
