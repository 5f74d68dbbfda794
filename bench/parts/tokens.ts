import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeConnections, shoot } from '../load.js'
import { type Cost, measure, record, type Scenario, verdict } from '../requests.js'
import { startEmulator, startServer } from '../server-process.js'
import { printTable } from '../table.js'
import { VERIFY_LIMIT, verifyKnownToken } from '../verify-token.js'

/** Token requests against node:http that makes the same signatures; looking at a token that is known already. */
export async function benchTokens(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
  const costs = await measureTokens(folder)
  rmSync(folder, { recursive: true })
  console.log('\nServer CPU per token request, microseconds (medians of alternating rounds)')
  printTable([
    ['request', 'ours', 'raw with signatures', 'more', 'ours/raw', 'goal'],
    ...costs.map((cost) => [
      ...[cost.name, cost.ours.toFixed(0), cost.raw.toFixed(0), (cost.ours - cost.raw).toFixed(0)],
      ...[`${cost.ratio.toFixed(2)}×`, verdict(cost)],
    ]),
  ])
  console.log(
    'More is what deciding costs: client, secret or password, permissions, policies; claims from the directory; the entry of the\n' +
      "sign-in log. A user's tokens add the claims of a second token and a refresh token that is kept and indexed.",
  )
  const verifying = await verifyKnownToken()
  console.log('\nA known token, CPU microseconds: signature, times, and whether its holder may still call')
  printTable([
    ['ours', 'goal'],
    [verifying.toFixed(2), `< ${VERIFY_LIMIT} ${verifying < VERIFY_LIMIT ? 'ok' : 'MISSED'}`],
  ])
}

async function measureTokens(folder: string): Promise<Cost[]> {
  const data = join(folder, 'data')
  const ours = await startEmulator(data)
  const scenarios = await scenariosFor(ours.port)
  const recorded = join(folder, 'recorded.json')
  writeFileSync(recorded, await record(scenarios, ours.port))
  const raw = await startServer(['bench/servers/raw-tokens.mjs', recorded, join(data, 'signing-key.json')])
  const costs: Cost[] = []
  for (const scenario of scenarios) costs.push(await measure(scenario, { ours, raw }))
  closeConnections()
  await Promise.all([ours.stop(), raw.stop()])
  return costs
}

interface Info {
  readonly tenants: readonly {
    readonly id: string
    readonly apps: readonly { readonly clientId: string; readonly clientSecret: string; readonly purpose: string }[]
    readonly users: readonly {
      readonly userPrincipalName: string
      readonly password: string
      readonly purpose: string
    }[]
  }[]
}

/** So many requests go before the first that counts: the engine has translated by then what they run through. */
const WARM_UP = 6000

const SCOPE = 'https://graph.microsoft.com/.default'

async function scenariosFor(port: number): Promise<Scenario[]> {
  const answer = await shoot(port, { method: 'GET', path: '/_emulator/info', headers: {} })
  const [tenant] = (JSON.parse(answer.body.toString()) as Info).tenants
  const clientOf = (purpose: string) => {
    const app = tenant?.apps.find((each) => each.purpose === purpose)
    return { client_id: app?.clientId ?? '', ...(app?.clientSecret && { client_secret: app.clientSecret }) }
  }
  const shotOf = (name: string, form: Readonly<Record<string, string>>) => ({
    method: 'POST',
    path: `/${tenant?.id}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-bench': name },
    body: new URLSearchParams(form).toString(),
  })
  const scenario = (name: string, form: Readonly<Record<string, string>>): Scenario => {
    const shot = shotOf(name, form)
    return { name, count: 100, warmUp: WARM_UP, rounds: 25, expected: 200, limit: 1.15, shotAt: () => shot }
  }
  const member = tenant?.users.find(({ purpose }) => purpose === 'licensed-member')
  const user = { username: member?.userPrincipalName ?? '', password: member?.password ?? '' }
  const password = {
    ...{ grant_type: 'password', ...clientOf('public-client'), ...user },
    scope: `${SCOPE} openid profile offline_access`,
  }
  const signedIn = await shoot(port, shotOf('', password))
  const { refresh_token } = JSON.parse(signedIn.body.toString()) as { refresh_token: string }
  const daemon = { grant_type: 'client_credentials', scope: SCOPE }
  return [
    scenario('client secret, few permissions', { ...daemon, ...clientOf('dataverse-s2s') }),
    scenario('client secret, every permission', { ...daemon, ...clientOf('all-permissions') }),
    scenario('password, id and refresh token', password),
    scenario('refresh token', {
      grant_type: 'refresh_token',
      ...clientOf('public-client'),
      refresh_token,
      scope: password.scope,
    }),
  ]
}
