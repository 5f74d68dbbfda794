// npm run bench: what a request costs, against raw node:http answering with the same bytes and against a bare Express 5 app.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BENCH_CLIENT, writeBigTenant } from './big-tenant.js'
import { measureColdStart } from './cold-start.js'
import { residentMebibytes } from './cpu-time.js'
import { closeConnections, shoot } from './load.js'
import { measureMswCall } from './msw-call.js'
import { type Cost, measure, record, type Scenario, type Servers } from './requests.js'
import { startServer } from './server-process.js'
import { measureSynchronization } from './synchronization.js'
import { printTable } from './table.js'

const USERS = Number(process.env.GRAPHVERSE_BENCH_USERS ?? 100_000)
const command = 'dist/graphverse.js'
const folder = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))

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
    { name: 'token', count: 300, expected: 200, shotAt: () => tokenShot },
  ]
}

async function measureRequests(): Promise<Cost[]> {
  const fixture = writeBigTenant(join(folder, 'big.json'), USERS)
  const ours = await startServer([
    command,
    'start',
    '--port',
    '0',
    '--data',
    join(folder, 'data'),
    '--fixture',
    fixture,
    '--log',
    'error',
  ])
  const scenarios = await scenariosFor(ours.port)
  const recorded = join(folder, 'recorded.json')
  writeFileSync(recorded, await record(scenarios, ours.port))
  const servers: Servers = {
    ours,
    raw: await startServer(['bench/servers/raw.mjs', recorded]),
    express: await startServer(['bench/servers/express.mjs', String(USERS)]),
  }
  const costs: Cost[] = []
  for (const scenario of scenarios) costs.push(await measure(scenario, servers))
  const memory = (['ours', 'raw', 'express'] as const).map(
    (name) => `${name} ${residentMebibytes(servers[name].pid).toFixed(0)}`,
  )
  console.log(`\nResident memory with ${USERS.toLocaleString('en')} users, MiB: ${memory.join(', ')}`)
  closeConnections()
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  return costs
}

function row({ name, ours, raw, express, ratio, limit }: Cost): string[] {
  const verdict = limit === undefined ? '' : ratio <= limit ? `≤ ${limit} ok` : `≤ ${limit} MISSED`
  return [name, ours.toFixed(1), raw.toFixed(1), express.toFixed(1), `${ratio.toFixed(2)}×`, verdict]
}

const costs = await measureRequests()
const cold = await measureColdStart(command, 'bench/servers/raw.mjs')
const msw = await measureMswCall()
const synchronizations = [await measureSynchronization(1000), await measureSynchronization(USERS)]
rmSync(folder, { recursive: true })

console.log('\nServer CPU per request, microseconds (medians of alternating rounds)')
printTable([['request', 'ours', 'raw', 'express', 'ours/raw', 'goal'], ...costs.map(row)])
console.log('\nSpawn to first Graph answer, milliseconds')
printTable([
  ['start', 'ours', 'raw', 'ours/raw', 'goal'],
  ['used data folder', cold.kept.toFixed(0), cold.raw.toFixed(0), `${(cold.kept / cold.raw).toFixed(2)}×`, '≤ 2.5'],
  ['first start ever', cold.first.toFixed(0), cold.raw.toFixed(0), `${(cold.first / cold.raw).toFixed(2)}×`, '≤ 5'],
])
console.log('\nfetch through MSW, CPU microseconds a call')
printTable([
  ['ours', 'bare handler', 'ours/bare', 'goal'],
  [msw.ours.toFixed(0), msw.bare.toFixed(0), `${msw.ratio.toFixed(2)}×`, '≤ 1.5'],
])
console.log('\nSynchronization of an environment')
printTable([
  ['licensed users', 'added, users a CPU second', 'one change, CPU microseconds'],
  ...synchronizations.map(({ users, addedPerSecond, changed }) => [
    users.toLocaleString('en'),
    addedPerSecond.toFixed(0),
    changed.toFixed(0),
  ]),
])
