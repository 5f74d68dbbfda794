import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { createEmulator } from '../../src/index.js'
import { handlers } from '../../src/msw.js'
import { median, printTable } from '../table.js'

const ROUNDS = 5
const CALLS = 1000

/** `fetch` through MSW, against a bare handler that answers with the same text. */
export async function benchMsw(): Promise<void> {
  const { ours, bare, ratio } = await measureMswCall()
  console.log('\nfetch through MSW, CPU microseconds a call')
  printTable([
    ['ours', 'bare handler', 'ours/bare', 'goal'],
    [ours.toFixed(0), bare.toFixed(0), `${ratio.toFixed(2)}×`, '≤ 1.5'],
  ])
}

/** CPU per `fetch` in microseconds through MSW: a bare handler against the emulator's handlers, in turn. */
async function measureMswCall(): Promise<{ ours: number; bare: number; ratio: number }> {
  const emulator = await createEmulator()
  const tenant = emulator.control.info().tenants[0]
  const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')
  if (!tenant || !app) throw new Error('the bundled fixture has no all-permissions app')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret ?? '',
    scope: 'https://graph.microsoft.com/.default',
  })
  const granted = await emulator.fetch(
    new Request(`https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`, { method: 'POST', body: form }),
  )
  const { access_token } = (await granted.json()) as { access_token: string }
  const url = `https://graph.microsoft.com/v1.0/users/${tenant.users[0]?.id}`
  const headers = { authorization: `Bearer ${access_token}` }
  const body = await (await emulator.fetch(new Request(url, { headers }))).text()
  const bare = [
    http.get(
      'https://graph.microsoft.com/v1.0/users/:id',
      () => new HttpResponse(body, { headers: { 'content-type': 'application/json' } }),
    ),
  ]
  const figures: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  await callThrough(bare, url, headers)
  await callThrough(handlers(emulator), url, headers)
  for (let turn = 0; turn < ROUNDS; turn++) {
    figures.bare.push(await callThrough(bare, url, headers))
    figures.ours.push(await callThrough(handlers(emulator), url, headers))
  }
  await emulator.close()
  const ratios = figures.ours.map((ours, turn) => ours / (figures.bare[turn] ?? Number.NaN))
  return { ours: median(figures.ours), bare: median(figures.bare), ratio: median(ratios) }
}

async function callThrough(
  mocks: Parameters<typeof setupServer>,
  url: string,
  headers: Record<string, string>,
): Promise<number> {
  const server = setupServer(...mocks)
  server.listen({ onUnhandledRequest: 'error' })
  const before = process.cpuUsage()
  for (let call = 0; call < CALLS; call++) {
    const response = await fetch(url, { headers })
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    await response.arrayBuffer()
  }
  const { user, system } = process.cpuUsage(before)
  server.close()
  return (user + system) / CALLS
}
