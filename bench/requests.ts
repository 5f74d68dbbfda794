import { cpuMicroseconds } from './cpu-time.js'
import { fire, type Shot, shoot } from './load.js'
import type { ServerProcess } from './server-process.js'
import { median } from './table.js'

export interface Scenario {
  readonly name: string
  readonly count: number
  /** How many go before, so that the engine has compiled what it will; a quarter of the count unless told otherwise. */
  readonly warmUp?: number
  /** How often the servers take turns; five times unless told otherwise. */
  readonly rounds?: number
  readonly expected: number
  /** The most that ours may cost, as a multiple of raw node:http; absent where none is set. */
  readonly limit?: number
  readonly shotAt: (index: number) => Shot
}

export interface Servers {
  readonly ours: ServerProcess
  readonly raw: ServerProcess
  /** What people write themselves, where there is such a thing. */
  readonly express?: ServerProcess
}

export interface Cost {
  readonly name: string
  readonly limit: number | undefined
  readonly ours: number
  readonly raw: number
  readonly express: number
  readonly ratio: number
}

const ROUNDS = 5

/** Server CPU per request in microseconds, the three servers in turn, medians over the rounds; the ratio is paired per round. */
export async function measure(scenario: Scenario, servers: Servers): Promise<Cost> {
  const figures: Record<keyof Servers, number[]> = { ours: [], raw: [], express: [] }
  const alternate = async (count: number, keep: (name: keyof Servers, cost: number) => void) => {
    for (const name of ['raw', 'ours', 'express'] as const) {
      const server = servers[name]
      if (server) keep(name, await round(server, scenario, count))
    }
  }
  await alternate(scenario.warmUp ?? Math.ceil(scenario.count / 4), () => {})
  for (let turn = 0; turn < (scenario.rounds ?? ROUNDS); turn++)
    await alternate(scenario.count, (name, cost) => figures[name].push(cost))
  const ratios = figures.ours.map((ours, turn) => ours / (figures.raw[turn] ?? Number.NaN))
  return {
    name: scenario.name,
    limit: scenario.limit,
    ours: median(figures.ours),
    raw: median(figures.raw),
    express: median(figures.express),
    ratio: median(ratios),
  }
}

let shots = 0

async function round(server: ServerProcess, scenario: Scenario, count: number): Promise<number> {
  const before = cpuMicroseconds(server.pid)
  await fire(server.port, (index) => scenario.shotAt(shots + index), count, scenario.expected)
  shots += count
  return (cpuMicroseconds(server.pid) - before) / count
}

/** What ours answers to each scenario's first shot, in the form the raw server replays. */
export async function record(scenarios: readonly Scenario[], port: number): Promise<string> {
  const recorded: Record<string, { status: number; headers: Record<string, string>; body: string }> = {}
  for (const scenario of scenarios) {
    const { status, headers, body } = await shoot(port, scenario.shotAt(shots++))
    if (status !== scenario.expected) throw new Error(`${scenario.name}: ${status} ${body.toString().slice(0, 300)}`)
    const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...kept } = headers
    recorded[scenario.name] = { status, headers: kept, body: body.toString('base64') }
  }
  return JSON.stringify(recorded)
}

/** What a cost is worth, where there is a goal. */
export function verdict({ ratio, limit }: Pick<Cost, 'ratio' | 'limit'>): string {
  if (limit === undefined) return ''
  return ratio <= limit ? `≤ ${limit} ok` : `≤ ${limit} MISSED`
}
