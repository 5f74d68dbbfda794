import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmulator, type EmulatorOptions, type LocalEmulator, type Log } from '../../src/index.js'

const made: LocalEmulator[] = []
const folders: string[] = []

async function create(options?: EmulatorOptions): Promise<LocalEmulator> {
  const emulator = await createEmulator(options)
  made.push(emulator)
  return emulator
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-'))
  folders.push(folder)
  return folder
}

afterEach(async () => {
  for (const emulator of made.splice(0)) await emulator.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const tiny = { tenants: [{ key: 'tiny', domains: ['tiny.onmicrosoft.com'] }] }
const displayNames = (emulator: LocalEmulator) => emulator.control.info().tenants.map(({ key }) => key)

describe('createEmulator', () => {
  it('takes a fixture as a document, a path or a name', async () => {
    expect(displayNames(await create({ fixture: tiny }))).toEqual(['tiny'])
    const path = join(newFolder(), 'tiny.json')
    writeFileSync(path, JSON.stringify(tiny))
    expect(displayNames(await create({ fixture: path }))).toEqual(['tiny'])
    expect(displayNames(await create())).toEqual(displayNames(await create({ fixture: 'contoso' })))
  })

  it.each([
    [{ fixture: 'nowhere.json' }, 'nowhere.json cannot be read'],
    [{ fixture: { tenants: [{ key: 'a', colour: 1 }] } }, 'The property "colour" is not known here'],
    [{ clock: 'yesterday' }, 'The clock must be "real" or an ISO 8601 instant'],
    [{ sync: 'sometimes' }, 'The synchronization must be'],
  ])('refuses %j, naming the culprit and the mend', async (options, message) => {
    await expect(createEmulator(options)).rejects.toThrow(message)
  })

  it.each(['2027-01-01T00:00:00Z', Date.parse('2027-01-01'), new Date('2027-01-01')])(
    'stands still at %s',
    async (clock) => {
      const { control } = await create({ fixture: tiny, clock })
      expect(await control.clock()).toEqual({ now: '2027-01-01T00:00:00Z', frozen: true })
    },
  )

  it('keeps a store in a folder, which it lets go of when closed', async () => {
    const data = newFolder()
    const options = { fixture: tiny, data, store: 'file' } as const
    const first = await createEmulator(options)
    await first.control.snapshots({ name: 'kept' })
    await expect(createEmulator(options)).rejects.toThrow('is open in this process already')
    await first.close()
    const lines: string[] = []
    const log: Log = { error: () => {}, info: (message) => lines.push(message), debug: () => {} }
    const second = await create({ ...options, log })
    expect(await second.control.snapshots()).toMatchObject([{ name: 'kept' }])
    expect(lines).toEqual([expect.stringContaining('the fixture is left aside')])
  })

  it('is many emulators, each with its own tenants', async () => {
    const [first, second] = [await create({ fixture: tiny }), await create({ fixture: tiny })]
    await first.control.tenants({ fixture: 'tiny' })
    expect([displayNames(first).length, displayNames(second).length]).toEqual([2, 1])
  })
})

describe('listening', () => {
  it('says where, once', async () => {
    const emulator = await create({ fixture: tiny })
    const ready = await emulator.listen({ port: 0 })
    const { port } = new URL(ready.http)
    expect(ready).toEqual({
      http: `http://127.0.0.1:${port}`,
      https: `https://localhost:${port}`,
      proxy: `http://127.0.0.1:${port}`,
      caFile: null,
      pid: process.pid,
    })
    expect(emulator.control.info().urls.http).toBe(ready.http)
    await expect(emulator.listen({ port: 0 })).rejects.toThrow(`listens on ${ready.http} already`)
    await emulator.close()
    await expect(fetch(`${ready.http}/_emulator/health`)).rejects.toThrow()
  })

  it('serves TLS under an authority in memory when it has no folder', async () => {
    const emulator = await create({ fixture: tiny })
    const { https } = await emulator.listen({ port: 0 })
    const ca = await emulator.control.certificateAuthority()
    const status = await new Promise((resolve, reject) => {
      request(`${https}/_emulator/health`, { ca }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
  })

  it('writes its authority, and nothing else, into the folder of a store in memory', async () => {
    const data = newFolder()
    const emulator = await create({ fixture: tiny, data })
    expect((await emulator.listen({ port: 0 })).caFile).toBe(join(data, 'ca.pem'))
    expect(readdirSync(data).sort()).toEqual(['.gitignore', 'ca-key.pem', 'ca-names.json', 'ca.pem'])
  })
})
