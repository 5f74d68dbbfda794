// `npm run crash-test [rounds]`: kills a server that is creating users, again and again, over one data folder. After
// every restart each user that was acknowledged must be there, and none that is only half written.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Acknowledged, complaints, createUntilGone, domainOf } from './crash-users.js'
import { startServed } from './served-process.js'

const WRITERS = 4

async function crashTest(rounds: number): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'graphverse-crash-'))
  const acknowledged: Acknowledged[] = []
  for (let round = 1; round <= rounds; round++) {
    acknowledged.push(...(await killedRound(data, round)))
    const server = await startServed(data)
    const wrong = await complaints(server, acknowledged)
    await server.kill()
    for (const each of wrong) console.error(each)
    if (wrong.length > 0) {
      console.error(`round ${round} of ${rounds} failed; the data folder was kept: ${data}`)
      return 1
    }
    if (round % 10 === 0)
      console.log(`${round} of ${rounds} rounds, ${acknowledged.length} acknowledged users, all there`)
  }
  await rm(data, { recursive: true })
  console.log(`${rounds} kills, ${acknowledged.length} acknowledged users: every one is there and whole.`)
  return acknowledged.length >= rounds ? 0 : 1
}

async function killedRound(data: string, round: number): Promise<Acknowledged[]> {
  const server = await startServed(data)
  const domain = await domainOf(server)
  let isKilled = false
  const killSoon = () => {
    if (!isKilled) setTimeout(() => void server.kill(), Math.random() * 400)
    isKilled = true
  }
  const writers = Array.from({ length: WRITERS }, (_, at) =>
    createUntilGone(server, domain, `${round}-${at}`, killSoon),
  )
  return (await Promise.all(writers)).flat()
}

process.exitCode = await crashTest(Number(process.argv[2] ?? 50))
