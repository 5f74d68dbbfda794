import { createOwnAddresses } from '../../src/domain/tokens/own-addresses.js'
import { createTokenVerifier } from '../../src/domain/tokens/verify-access-token.js'
import { createNodeSigner } from '../../src/hosts/node-signer.js'
import { parseTarget } from '../../src/http/target.js'
import { RequestAccess } from '../../src/request-access.js'
import { createGuessLimit } from '../../src/surfaces/login/device/guess-limit.js'
import { createLoginSurface } from '../../src/surfaces/login/login-surface.js'
import { createTinyTenants, START, TENANT, type TinyWorld } from './tiny-tenant.js'

const signer = createNodeSigner()

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The parsed body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  readonly body: any
}

/** The token service over the tiny tenants, as a client sees it. */
export function createLoginDoor(world: TinyWorld = createTinyTenants(), origin = 'http://127.0.0.1:4400') {
  const addresses = createOwnAddresses([])
  const { clock, store } = world
  const verifier = createTokenVerifier({ signer, clock, addresses, hasTenant: (tenant) => store.has(tenant) })
  const machineNow = () => START
  const rooms = {
    clock,
    machineNow,
    signer,
    verifier,
    ids: store.ids,
    addresses,
    deviceCodeInterval: 0,
    guesses: createGuessLimit(),
    signIn: 'password' as const,
  }
  const surface = createLoginSurface(rooms)
  const send = async (
    method: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
    at = origin,
  ): Promise<Answer> => {
    const url = `${at}${path}`
    const request = { method, url, headers, body: new TextEncoder().encode(body) }
    const response = await surface(request, parseTarget(url), new RequestAccess(store))
    const text = String(response.body ?? '')
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  return {
    ...world,
    signer,
    send,
    get: (path: string, headers?: Readonly<Record<string, string>>, at?: string) => send('GET', path, '', headers, at),
    token: (form: Readonly<Record<string, string>>, options: TokenOptions = {}) =>
      send('POST', tokenPath(options), new URLSearchParams(form).toString(), options.headers, options.origin),
    verifier,
  }
}

interface TokenOptions {
  readonly tenant?: string
  readonly version?: 1 | 2
  readonly headers?: Readonly<Record<string, string>>
  readonly origin?: string
}

function tokenPath({ tenant = TENANT, version = 2 }: TokenOptions): string {
  return version === 2 ? `/${tenant}/oauth2/v2.0/token` : `/${tenant}/oauth2/token`
}

/** The claims of a token, unverified. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
export function claimsOf(token: string): any {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}
