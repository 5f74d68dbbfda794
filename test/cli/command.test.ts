import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Running, runCommand, startCommand } from '../support/run-command.js'

let cwd: string
const running: Running[] = []

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'graphverse-'))
})

afterEach(async () => {
  for (const each of running.splice(0)) if (each.child.exitCode === null) await each.stop('SIGKILL')
  rmSync(cwd, { recursive: true })
})

const run = (...argv: string[]) => runCommand(argv, { cwd })

async function start(argv: readonly string[] = [], environment: Record<string, string> = {}): Promise<Running> {
  const started = await startCommand(['start', '--port', '0', ...argv], { cwd, environment })
  running.push(started)
  return started
}

describe('graphverse start', { timeout: 60_000 }, () => {
  it('says who can sign in, then that it is ready, as the process that serves', async () => {
    const { ready, summary, child } = await start()
    const port = new URL(ready.http).port
    expect(ready).toEqual({
      http: `http://127.0.0.1:${port}`,
      https: `https://localhost:${port}`,
      proxy: `http://127.0.0.1:${port}`,
      caFile: join(cwd, '.graphverse/ca.pem'),
      pid: child.pid,
    })
    const { tenants } = (await (await fetch(`${ready.http}/_emulator/info`)).json()) as {
      tenants: [{ id: string; users: { userPrincipalName: string; password: string }[] }]
    }
    expect(summary).toContain(tenants[0].id)
    for (const { userPrincipalName, password } of tenants[0].users.slice(0, 3)) {
      expect(summary).toContain(userPrincipalName)
      expect(summary).toContain(password)
    }
    expect(readFileSync(join(cwd, '.graphverse/.gitignore'), 'utf8')).toBe('*\n')
  })

  it('is what happens without a command, too', async () => {
    const started = await startCommand(['--port', '0', '--store', 'memory'], { cwd })
    running.push(started)
    expect((await fetch(`${started.ready.http}/_emulator/health`)).status).toBe(200)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('stops within a second of %s, and says nothing is wrong', async (signal) => {
    const started = await start()
    const { status, took, errors } = await started.stop(signal)
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    expect(took).toBeLessThan(1000)
    expect(readdirSync(join(cwd, '.graphverse')).filter((name) => name.startsWith('lock'))).toEqual([])
  })

  it('keeps what was written, and says when it leaves a fixture aside', async () => {
    const first = await start()
    const made = await fetch(`${first.ready.http}/_emulator/snapshots`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"kept"}',
    })
    expect(made.status).toBe(201)
    await first.stop()
    const second = await start(['--log-format', 'pretty'])
    expect(await (await fetch(`${second.ready.http}/_emulator/snapshots`)).json()).toMatchObject([{ name: 'kept' }])
    const { errors } = await second.stop()
    expect(errors).toMatch(/^\d\d:\d\d:\d\d info {2}.*fixture is left aside/)
  })

  it('needs no writable folder for a store in memory', async () => {
    writeFileSync(join(cwd, 'occupied'), '')
    const { ready } = await start(['--store', 'memory', '--data', 'occupied'])
    expect(ready.caFile).toBeNull()
    expect((await fetch(`${ready.http}/_emulator/ca.pem`)).status).toBe(200)
  })

  it('runs many times on one folder with stores in memory, under one authority', async () => {
    const [first, second] = [await start(['--store', 'memory']), await start(['--store', 'memory'])]
    expect(first.ready.caFile).toBe(second.ready.caFile)
    expect(readdirSync(join(cwd, '.graphverse'))).not.toContain('db.json')
  })

  it('reads the environment and the configuration file', async () => {
    writeFileSync(join(cwd, 'graphverse.config.json'), '{"store": "memory", "data": "elsewhere"}')
    const { ready } = await start([], { GRAPHVERSE_DATA: 'from-environment' })
    expect(ready.caFile).toBe(join(cwd, 'from-environment/ca.pem'))
  })
})

describe('graphverse start refuses, in one sentence, with nothing written,', { timeout: 60_000 }, () => {
  const refused = async (status: number, sentence: RegExp, ...argv: string[]) => {
    const before = readdirSync(cwd)
    const ended = await run(...argv)
    expect(ended).toMatchObject({ status, output: '' })
    expect(ended.errors).toMatch(sentence)
    expect(ended.errors.trim().split('\n')).toHaveLength(1)
    expect(readdirSync(cwd)).toEqual(before)
  }

  it('an unknown option', () => refused(2, /^graphverse: unknown option '--prot'.*--help/, 'start', '--prot', '1'))
  it('an unknown command', () => refused(2, /--help/, 'strat'))
  it('a bad value', () => refused(2, /^graphverse: --port must be a number/, 'start', '--port', 'x'))
  it('a bad configuration file', async () => {
    writeFileSync(join(cwd, 'graphverse.config.json'), '{')
    await refused(2, /graphverse\.config\.json is not JSON/, 'start')
  })
  it('a fixture that is not there', () =>
    refused(2, /The fixture .*nowhere\.json cannot be read/, 'start', '--port', '0', '--fixture', 'nowhere.json'))
  it('a bad fixture, with the JSON pointer', async () => {
    writeFileSync(join(cwd, 'bad.json'), '{"tenants":[{"key":"a","users":[{"key":"u","colour":"red"}]}]}')
    await refused(2, /\/tenants\/0\/users\/0\/colour.*"colour"/, 'start', '--port', '0', '--fixture', 'bad.json')
  })
  it('a fixture that is something else', async () => {
    writeFileSync(join(cwd, 'bad.json'), '[]')
    await refused(
      2,
      /^graphverse: the fixture: The value must be object\./,
      'start',
      '--port',
      '0',
      '--fixture',
      'bad.json',
    )
  })
  it('an address that is not here', () =>
    refused(1, /192\.0\.2\.1 is not an address of this machine/, 'start', '--port', '0', '--host', '192.0.2.1'))
  it('a taken port', async () => {
    const { ready } = await start(['--store', 'memory'])
    const { port } = new URL(ready.http)
    await refused(1, new RegExp(`Port ${port} on 127.0.0.1 is taken`), 'start', '--port', port, '--data', 'other')
  })
  it('a data folder in use', async () => {
    const { child } = await start()
    await refused(1, new RegExp(`in use by process ${child.pid}`), 'start', '--port', '0')
  })
  it('an open door', () =>
    refused(2, /--auth off lets anybody who reaches 0\.0\.0\.0/, 'start', '--auth', 'off', '--host', '0.0.0.0'))
  it('a data folder that is a file', async () => {
    writeFileSync(join(cwd, 'occupied'), '')
    await refused(1, /occupied/, 'start', '--port', '0', '--data', 'occupied')
  })
})

describe('graphverse', { timeout: 60_000 }, () => {
  it('tells its version and its options', async () => {
    expect((await run('--version')).output).toMatch(/^\d+\.\d+\.\d+\n$/)
    const { status, output } = await run('start', '--help')
    expect(status).toBe(0)
    for (const shown of ['--hostnames', 'GRAPHVERSE_SYNC', '--log-format']) expect(output).toContain(shown)
    expect(existsSync(join(cwd, '.graphverse'))).toBe(false)
  })
})
