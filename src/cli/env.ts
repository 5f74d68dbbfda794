import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { StartOptions } from './option-table.js'
import { type Flags, readOptions } from './read-options.js'
import { askRunningEmulator, type RunningEmulator } from './running-emulator.js'
import { type Shell, shells } from './shells.js'
import { UsageError } from './usage-error.js'

type Tenant = RunningEmulator['info']['tenants'][number]

// No address in brackets: httpx, with which the Graph SDK for Python sends, refuses to start where it finds one.
const LOCAL = ['localhost', '127.0.0.1', '::1', '.localhost']

/**
 * `graphverse env`: prints what a shell has to set so that the programs it starts reach a running emulator under
 * Microsoft's own host names, and nothing else.
 * @throws when no emulator answers, or it holds no such tenant.
 */
export async function env({ shell: kind, tenant: wanted, ...flags }: Flags): Promise<void> {
  const shell = chooseShell(kind)
  const options = readOptions(flags)
  const emulator = await askRunningEmulator(options)
  const tenant = chooseTenant(emulator.info.tenants, wanted)
  const variables = variablesFor(emulator, tenant, options)
  const lines = Object.entries(variables).flatMap(([name, value]) => assignments(shell, name, value))
  process.stdout.write(`${lines.join('\n')}\n`)
  if (process.stdout.isTTY) process.stderr.write(`\nTo set them: ${shell.evaluate('npx graphverse env')}\n`)
}

function chooseShell(kind = process.platform === 'win32' ? 'powershell' : 'sh'): Shell {
  const shell = Object.hasOwn(shells, kind) ? shells[kind] : undefined
  if (!shell) throw new UsageError(`--shell must be one of ${Object.keys(shells).join(', ')}, not "${kind}".`)
  return shell
}

function chooseTenant(tenants: readonly Tenant[], wanted: string | undefined): Tenant {
  const tenant = wanted === undefined ? tenants[0] : tenants.find(({ key, id }) => key === wanted || id === wanted)
  if (tenant) return tenant
  throw new UsageError(
    `--tenant must be one of ${tenants.map(({ key }) => key).join(', ')}, or an id, not "${wanted}".`,
  )
}

/** In the order in which they are printed. */
function variablesFor(
  { url, certificateAuthority, info }: RunningEmulator,
  { id, apps }: Tenant,
  { data, hostnames, port }: StartOptions,
): Readonly<Record<string, string | undefined>> {
  const folder = resolve(data)
  const known = [info.urls.caFile, join(folder, 'ca.pem')]
  const caFile =
    known.find((path) => path !== null && holds(path, certificateAuthority)) ??
    keep(folder, `ca-${port}.pem`, certificateAuthority)
  const app = apps.find(({ purpose }) => purpose === 'all-permissions')
  return {
    HTTPS_PROXY: url,
    NO_PROXY: [...LOCAL, ...hostnames].join(','),
    // Without it, Node's own fetch leaves the proxy aside.
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: caFile,
    REQUESTS_CA_BUNDLE: caFile,
    SSL_CERT_FILE: caFile,
    CURL_CA_BUNDLE: caFile,
    AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com',
    AZURE_TENANT_ID: id,
    AZURE_CLIENT_ID: app?.clientId,
    AZURE_CLIENT_SECRET: app?.clientSecret ?? undefined,
  }
}

/** Some programs read the proxy's variables in capitals only, some in small letters only. */
function assignments(shell: Shell, name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return []
  const names =
    shell.readsCase && name.endsWith('_PROXY') && !name.startsWith('NODE_') ? [name, name.toLowerCase()] : [name]
  return names.map((each) => shell.assign(each, value))
}

function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path, 'utf8') === text
  } catch {
    return false
  }
}

/** Keeps the authority of an emulator whose files are elsewhere, in a container for instance. */
function keep(folder: string, name: string, certificateAuthority: string): string {
  const path = join(folder, name)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, certificateAuthority)
  } catch (error) {
    throw new Error(`${path} cannot be written: choose another folder with --data.`, { cause: error })
  }
  return path
}
