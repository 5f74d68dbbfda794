import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BENCH_USERS } from '../bench-users.js'
import { BENCH_CLIENT, writeBigTenant } from '../big-tenant.js'
import { residentMebibytes } from '../cpu-time.js'
import { closeConnections, shoot } from '../load.js'
import { type Cost, measure, record, type Scenario, verdict } from '../requests.js'
import { startEmulator, startServer } from '../server-process.js'
import { printTable } from '../table.js'

/** Graph requests against raw node:http that answers with the same bytes and against a bare Express 5 app. */
export async function benchRequests(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
  const costs = await measureRequests(folder)
  rmSync(folder, { recursive: true })
  console.log('\nServer CPU per request, microseconds (medians of alternating rounds)')
  printTable([['request', 'ours', 'raw', 'express', 'ours/raw', 'goal'], ...costs.map(row)])
}

function row(cost: Cost): string[] {
  const { name, ours, raw, express, ratio } = cost
  return [name, ours.toFixed(1), raw.toFixed(1), express.toFixed(1), `${ratio.toFixed(2)}×`, verdict(cost)]
}

interface Info {
  readonly tenants: readonly {
    readonly id: string
    readonly apps: readonly { readonly clientId: string }[]
    readonly users: readonly { readonly id: string }[]
  }[]
}

async function scenariosFor(port: number): Promise<Scenario[]> {
  const info = JSON.parse(
    (await shoot(port, { method: 'GET', path: '/_emulator/info', headers: {} })).body.toString(),
  ) as Info
  const tenant = info.tenants[0]
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: tenant?.apps[0]?.clientId ?? '',
    client_secret: BENCH_CLIENT.secret,
    scope: 'https://graph.microsoft.com/.default',
  }).toString()
  const tokenShot = {
    method: 'POST',
    path: `/${tenant?.id}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-bench': 'token' },
    body: form,
  }
  const { access_token } = JSON.parse((await shoot(port, tokenShot)).body.toString()) as { access_token: string }
  const headers = (name: string) => ({ authorization: `Bearer ${access_token}`, 'x-bench': name })
  const get = (name: string, path: string, count: number, limit: number): Scenario => ({
    name,
    count,
    limit,
    expected: 200,
    shotAt: () => ({ method: 'GET', path, headers: headers(name) }),
  })
  const newUser = (index: number) => ({
    accountEnabled: true,
    displayName: `New ${index}`,
    mailNickname: `new${index}`,
    userPrincipalName: `new${index}@bench.onmicrosoft.com`,
    passwordProfile: { password: 'Xk3!pQ9$vL2m', forceChangePasswordNextSignIn: false },
  })
  return [
    get('get user', `/v1.0/users/${tenant?.users[0]?.id}`, 4000, 4),
    get('list 100 of 100,000', '/v1.0/users?$select=id,displayName,mail&$top=100', 1000, 8),
    get('mail eq', `/v1.0/users?$filter=${encodeURIComponent("mail eq 'user4242@bench.onmicrosoft.com'")}`, 3000, 4),
    get('startswith', `/v1.0/users?$filter=${encodeURIComponent("startswith(displayName,'User 4242')")}`, 3000, 10),
    {
      name: 'durable create',
      count: 1000,
      limit: 8,
      expected: 201,
      shotAt: (index) => ({
        method: 'POST',
        path: '/v1.0/users',
        headers: { ...headers('durable create'), 'content-type': 'application/json' },
        body: JSON.stringify(newUser(index)),
      }),
    },
  ]
}

async function measureRequests(folder: string): Promise<Cost[]> {
  const fixture = writeBigTenant(join(folder, 'big.json'), BENCH_USERS)
  const ours = await startEmulator(join(folder, 'data'), fixture)
  const scenarios = await scenariosFor(ours.port)
  const recorded = join(folder, 'recorded.json')
  writeFileSync(recorded, await record(scenarios, ours.port))
  const servers = {
    ours,
    raw: await startServer(['bench/servers/raw.mjs', recorded]),
    express: await startServer(['bench/servers/express.mjs', String(BENCH_USERS)]),
  }
  const costs: Cost[] = []
  for (const scenario of scenarios) costs.push(await measure(scenario, servers))
  const memory = (['ours', 'raw', 'express'] as const).map(
    (name) => `${name} ${residentMebibytes(servers[name].pid).toFixed(0)}`,
  )
  console.log(`\nResident memory with ${BENCH_USERS.toLocaleString('en')} users, MiB: ${memory.join(', ')}`)
  closeConnections()
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  return costs
}
