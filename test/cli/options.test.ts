import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfigFile } from '../../src/cli/config-file.js'
import { type OptionSources, resolveOptions } from '../../src/cli/resolve-options.js'
import { UsageError } from '../../src/cli/usage-error.js'

const resolve = ({ flags = {}, environment = {}, file = {} }: Partial<OptionSources>) =>
  resolveOptions({ flags, environment, file })

describe('options', () => {
  it('have the defaults that the help names', () => {
    expect(resolve({})).toMatchObject({
      port: 4400,
      host: '127.0.0.1',
      hostnames: [],
      data: '.graphverse',
      store: 'file',
      fixture: 'contoso',
      seed: undefined,
      sync: 'auto',
      auth: 'strict',
      signIn: 'password',
      controlToken: undefined,
      log: 'info',
    })
  })

  it('come from the command line, else the environment, else the file', () => {
    const file = { port: 3 }
    const environment = { GRAPHVERSE_PORT: '2', PORT: '4' }
    expect(resolve({ flags: { port: '1' }, environment, file }).port).toBe(1)
    expect(resolve({ environment, file }).port).toBe(2)
    expect(resolve({ environment: { PORT: '4' }, file }).port).toBe(4)
    expect(resolve({ environment: { GRAPHVERSE_PORT: '' }, file }).port).toBe(3)
  })

  it('take HOST for an address only when it is one', () => {
    expect(resolve({ environment: { HOST: '0.0.0.0' } }).host).toBe('0.0.0.0')
    expect(resolve({ environment: { HOST: 'my-laptop' } }).host).toBe('127.0.0.1')
    expect(resolve({ environment: { GRAPHVERSE_HOST: 'my-laptop', HOST: '0.0.0.0' } }).host).toBe('my-laptop')
  })

  it('list host names with commas or as a list', () => {
    expect(resolve({ flags: { hostnames: 'Graphverse, emulator.test' } }).hostnames).toEqual([
      'graphverse',
      'emulator.test',
    ])
    expect(resolve({ file: { hostnames: ['a', 'b'] } }).hostnames).toEqual(['a', 'b'])
  })

  it.each([
    [{ flags: { port: '99999' } }, '--port must be a number from 0 to 65535, not "99999".'],
    [{ environment: { PORT: 'http' } }, 'PORT must be a number from 0 to 65535, not "http".'],
    [{ file: { store: 'disk' } }, '"store" in graphverse.config.json must be file or memory, not "disk".'],
    [{ flags: { signIn: 'guess' } }, '--sign-in must be password or pick, not "guess".'],
    [{ flags: { auth: 'none' } }, '--auth must be strict or off, not "none".'],
    [{ flags: { sync: 'interval:5m' } }, '--sync must be auto, manual, or interval:'],
    [{ flags: { sync: 'interval:PT0S' } }, '--sync must be'],
    [{ flags: { hostnames: 'http://a' } }, '--hostnames must be host names without scheme'],
    [{ flags: { data: '' } }, '--data must be a text that is not empty'],
    [{ file: { data: {} } }, '"data" in graphverse.config.json must be a text that is not empty, not {}.'],
    [{ file: { controlToken: null } }, '"controlToken" in graphverse.config.json must be a text'],
    [{ file: { hostnames: ['a', 1] } }, '"hostnames" in graphverse.config.json must be host names'],
    [{ file: { prot: 1 } }, '"prot" in graphverse.config.json is no option; it may name port,'],
  ])('refuse %j, naming the culprit and the mend', (sources, message) => {
    expect(() => resolve(sources)).toThrowError(UsageError)
    expect(() => resolve(sources)).toThrowError(message)
  })

  it('take an interval', () => {
    expect(resolve({ flags: { sync: 'interval:PT5M' } }).sync).toBe('interval:PT5M')
  })

  it('refuse to open the door to everybody', () => {
    const open = { auth: 'off', host: '0.0.0.0' }
    expect(() => resolve({ flags: open })).toThrowError('--auth off lets anybody who reaches 0.0.0.0 do anything')
    expect(resolve({ flags: { ...open, hostnames: 'emulator' } }).auth).toBe('off')
    expect(resolve({ flags: { ...open, controlToken: 'x' } }).auth).toBe('off')
    for (const host of ['127.0.0.1', '127.1.2.3', '::1', 'localhost'])
      expect(resolve({ flags: { auth: 'off', host } }).auth).toBe('off')
  })
})

describe('the configuration file', () => {
  const withFile = (text: string | undefined) => {
    const folder = mkdtempSync(join(tmpdir(), 'graphverse-'))
    if (text !== undefined) writeFileSync(join(folder, 'graphverse.config.json'), text)
    try {
      return readConfigFile(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  it('may be missing', () => {
    expect(withFile(undefined)).toEqual({})
  })

  it('holds an object', () => {
    expect(withFile('{"port":1}')).toEqual({ port: 1 })
    expect(() => withFile('[1]')).toThrowError('graphverse.config.json must hold a JSON object')
    expect(() => withFile('{"port"')).toThrowError(/^graphverse\.config\.json is not JSON: /)
  })
})
