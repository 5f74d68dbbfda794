import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { silentLog } from '../../src/kernel/log.js'
import { openFileStore } from '../../src/store/open-file-store.js'
import { journalLimit, left, plant, right, TENANT } from './pairs.js'

const ROUNDS = 12

describe('a store whose process is killed', () => {
  let folder: string
  let program: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graphverse-crash-'))
    program = join(folder, 'store-writer.mjs')
    await build({
      entryPoints: ['test/crash/store-writer.ts'],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
    })
  })

  afterAll(() => rm(folder, { recursive: true }))

  const writer = (data: string, round: number) => spawn(process.execPath, [program, data, String(round)])

  it('has every row that was called durable, and both halves of every pair', async () => {
    const data = join(folder, 'data')
    const acknowledged: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const child = writer(data, round)
      const said = linesOf(child)
      // Some rounds end while the store is being planted or opened.
      if (round % 4 !== 0) await firstSign(child)
      await pause(Math.random() * 300)
      await kill(child)
      acknowledged.push(...(await said).filter((line) => line !== 'open'))
      await expectWhole(data, acknowledged)
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS)
  }, 60_000)

  it('is opened by one of several processes that come at once', async () => {
    const data = join(folder, 'contested')
    const first = writer(data, 0)
    await firstSign(first)
    await kill(first)
    await writeFile(join(data, 'lock-4194305-1'), '')
    const children = [1, 2, 3, 4].map((round) => writer(data, round))
    const said = children.map(linesOf)
    await Promise.all(children.map(firstSign))
    const living = children.filter((child) => child.exitCode === null)
    expect(living.length).toBeLessThan(2)
    expect(children.filter((child) => child.exitCode === 1).length).toBe(children.length - living.length)
    await Promise.all(living.map((child) => kill(child)))
    const acknowledged = (await Promise.all(said)).flat().filter((line) => line !== 'open')
    await expectWhole(data, acknowledged)
  }, 30_000)
})

async function expectWhole(folder: string, acknowledged: readonly string[]): Promise<void> {
  const { store } = await openFileStore({ folder, clock: new EmulatorClock(), log: silentLog, journalLimit, plant })
  const [lefts, rights] = [left, right].map((table) => store.read(TENANT).table(table))
  expect([...(lefts?.rows() ?? [])]).toEqual([...(rights?.rows() ?? [])])
  expect(acknowledged.filter((id) => !lefts?.has(id))).toEqual([])
  expect(lefts?.count('text', 'planted')).toBe(500)
  await store.close()
}

/** Resolves when a process has said something, or has ended. */
async function firstSign(child: ChildProcess): Promise<void> {
  await Promise.race([once(child, 'exit'), child.stdout && once(child.stdout, 'data')])
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** The whole lines that a process prints until it ends. */
async function linesOf(child: ChildProcess): Promise<string[]> {
  const lines: string[] = []
  if (child.stdout) for await (const line of createInterface({ input: child.stdout })) lines.push(line)
  return lines
}
