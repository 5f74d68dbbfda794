import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeConnections, shoot } from '../load.js'
import { startServer } from '../server-process.js'
import { median, printTable } from '../table.js'

const ROUNDS = 7
const COMMAND = 'dist/graphverse.js'
const RAW = 'bench/servers/raw.mjs'

/** From spawn to the first Graph answer, against raw node:http. */
export async function benchColdStart(): Promise<void> {
  const { kept, first, raw } = await measureColdStart()
  const row = (name: string, ours: number, goal: string) => [
    ...[name, ours.toFixed(0), raw.toFixed(0), `${(ours / raw).toFixed(2)}×`, goal],
  ]
  console.log('\nSpawn to first Graph answer, milliseconds')
  printTable([
    ['start', 'ours', 'raw', 'ours/raw', 'goal'],
    row('used data folder', kept, '≤ 2.5'),
    row('first start ever', first, '≤ 5'),
  ])
}

interface ColdStart {
  readonly raw: number
  readonly kept: number
  readonly first: number
}

/**
 * Milliseconds from spawn to the first Graph answer, medians, the three in turn: raw node:http; ours with a data folder
 * that was used before (its authority, key and store are there); ours in an empty folder.
 */
async function measureColdStart(): Promise<ColdStart> {
  const used = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
  const figures: Record<keyof ColdStart, number[]> = { raw: [], kept: [], first: [] }
  const start = (folder: string) => [COMMAND, 'start', '--port', '0', '--data', folder, '--log', 'silent']
  await timeToAnswer(start(used))
  for (let turn = 0; turn < ROUNDS; turn++) {
    const empty = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
    const kept = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
    cpSync(used, kept, { recursive: true })
    figures.raw.push(await timeToAnswer([RAW]))
    figures.kept.push(await timeToAnswer(start(kept)))
    figures.first.push(await timeToAnswer(start(empty)))
    for (const folder of [empty, kept]) rmSync(folder, { recursive: true })
  }
  rmSync(used, { recursive: true })
  return { raw: median(figures.raw), kept: median(figures.kept), first: median(figures.first) }
}

async function timeToAnswer(argv: readonly string[]): Promise<number> {
  const started = performance.now()
  const server = await startServer(argv)
  await shoot(server.port, { method: 'GET', path: '/v1.0/users', headers: {} })
  const elapsed = performance.now() - started
  closeConnections()
  await server.stop()
  return elapsed
}
