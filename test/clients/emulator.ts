import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { EmulatorInfo } from '../../src/index.js'
import { type Ready, serve } from '../sdk/served.js'
import { type Fetch, fetchTrusting } from './fetch-trusting.js'
import { makeCertificate } from './make-certificate.js'
import { prepareTenant } from './prepare-tenant.js'

type Tenant = EmulatorInfo['tenants'][number]
export type App = Pick<Tenant['apps'][number], 'clientId' | 'clientSecret'>
export type User = Tenant['users'][number]

/** A running emulator whose first tenant has what the recipes ask for. */
export interface Emulator {
  readonly ready: Ready
  readonly tenant: Tenant
  /** A folder that is gone with the emulator. */
  readonly folder: string
  /** PEM files with a private key and a certificate: one that the app `all-permissions` is known by, and a stranger's. */
  readonly certificates: { readonly known: string; readonly unknown: string }
  /** What `graphverse env` would have a shell set. */
  readonly shellVariables: Readonly<Record<string, string>>
  /** Reaches the emulator, under Microsoft's names too, and the servers of recipes. */
  readonly fetch: Fetch
  /** The app with that purpose, or the API that was registered, `api`. */
  app(purpose: string): App
  user(purpose: string): User
  /** A token of the user `licensed-member` for these scopes, asked for at that address. */
  token(origin: string, scope: string): Promise<string>
  /** Takes the tenant back to where it began. */
  restore(): Promise<void>
  stop(): Promise<void>
}

/** Starts the built command on a free port, with everything in memory. */
export async function startEmulator(): Promise<Emulator> {
  const { ready, stop } = await serve(['--store', 'memory', '--device-code-interval', '1'])
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-clients-'))
  const fetch = fetchTrusting(readFileSync(ready.caFile, 'utf8'), ready.proxy)
  const { tenants } = JSON.parse((await fetch(`${ready.http}/_emulator/info`)).text) as EmulatorInfo
  const [tenant] = tenants
  if (!tenant) throw new Error('the bundled fixture has a tenant')
  const certificates = { known: makeCertificate(folder, 'known'), unknown: makeCertificate(folder, 'unknown') }
  const { api, token, restore } = await prepareTenant(fetch, ready.http, tenant, certificates.known)
  return {
    ready,
    tenant,
    folder,
    certificates,
    shellVariables: shellVariablesOf(ready),
    fetch,
    app: (purpose) => (purpose === 'api' ? api : withPurpose(tenant.apps, purpose)),
    user: (purpose) => withPurpose(tenant.users, purpose),
    token,
    restore,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function shellVariablesOf({ http, caFile }: Ready): Readonly<Record<string, string>> {
  const argv = ['dist/graphverse.js', 'env', '--shell', 'sh', '--port', new URL(http).port, '--data', dirname(caFile)]
  const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  const lines = [...stdout.matchAll(/^export (\w+)='(.*)';$/gm)]
  if (lines.length === 0) throw new Error(`graphverse env said: ${stdout}${stderr}`)
  return Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value]))
}

/** The one of them that has this purpose. */
export function withPurpose<Named extends { readonly purpose: string | null }>(
  all: readonly Named[],
  purpose: string,
): Named {
  const found = all.find((each) => each.purpose === purpose)
  if (!found) throw new Error(`the fixture gives nobody the purpose ${purpose}`)
  return found
}
