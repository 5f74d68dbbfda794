import { fold } from '../../kernel/fold.js'

/** The names under which this emulator is reached. */
export interface OwnAddresses {
  /** Whether a host name (lower case, no port) is one of the emulator's own. */
  has(host: string): boolean
  /** Remembers a name under which a client reached the emulator. */
  learn(host: string): void
}

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/
const MOST_LEARNED = 64

/** Loopback names, `*.localhost`, addresses written as numbers, the configured names and those learned on the way. */
export function createOwnAddresses(hostnames: readonly string[]): OwnAddresses {
  const names = new Set(['localhost', ...hostnames.map(fold)])
  const limit = names.size + MOST_LEARNED
  const has = (host: string) =>
    names.has(host) || host.endsWith('.localhost') || host.startsWith('[') || IPV4.test(host)
  return {
    has,
    learn(host) {
      if (names.size < limit && !has(host)) names.add(host)
    },
  }
}

/** An `http` or `https` address taken apart. */
export interface Address {
  /** Lower case, without port. */
  readonly host: string
  /** Empty where the address names none. */
  readonly port: string
  /** Lower case, without trailing slashes: empty for a bare origin. */
  readonly path: string
}

const ADDRESS = /^https?:\/\/(\[[0-9a-f:.]+\]|[^/:?#]+)(?::(\d+))?(\/[^?#]*)?$/

/** Takes an address apart in the form in which two are compared: no scheme, no case, no trailing slash. */
export function parseAddress(text: string): Address | undefined {
  const match = ADDRESS.exec(fold(text))
  if (!match?.[1]) return undefined
  return { host: match[1], port: match[2] ?? '', path: withoutTrailingSlashes(match[3] ?? '') }
}

/** An address without the slashes at its end, in which clients differ. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length
  while (text.charCodeAt(end - 1) === 0x2f) end--
  return text.slice(0, end)
}
