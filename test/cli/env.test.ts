import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shells } from '../../src/cli/shells.js'
import type { EmulatorInfo } from '../../src/index.js'
import { type Running, runCommand, startCommand } from '../support/run-command.js'

const folder = mkdtempSync(join(tmpdir(), 'graphverse-'))
const cwd = join(folder, "it's here")
let running: Running
let url: string
let info: EmulatorInfo

beforeAll(async () => {
  mkdirSync(cwd)
  running = await startCommand(['start', '--port', '0', '--store', 'memory'], { cwd })
  url = running.ready.http
  info = (await (await fetch(`${url}/_emulator/info`)).json()) as EmulatorInfo
}, 60_000)

afterAll(async () => {
  await running?.stop()
  rmSync(folder, { recursive: true })
})

const run = (...argv: string[]) => runCommand(['env', '--port', new URL(url).port, ...argv], { cwd })

/** The environment of a program that a shell starts after it has evaluated the text. */
function evaluated(text: string, how = 'eval "$TEXT"'): Record<string, string> {
  const env = { PATH: process.env.PATH ?? '', TEXT: text }
  return JSON.parse(
    execFileSync('sh', ['-c', `${how}; node -p 'JSON.stringify(process.env)'`], { env, encoding: 'utf8' }),
  )
}

describe('graphverse env', { timeout: 60_000 }, () => {
  it('prints what a shell can evaluate, quoted or not, and nothing else', async () => {
    const { status, output, errors } = await run()
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    const caFile = join(cwd, '.graphverse/ca.pem')
    const [tenant] = info.tenants
    const app = tenant?.apps.find(({ purpose }) => purpose === 'all-permissions')
    const expected = {
      ...{ HTTPS_PROXY: url, https_proxy: url, NODE_USE_ENV_PROXY: '1' },
      ...{ NO_PROXY: 'localhost,127.0.0.1,::1,.localhost', no_proxy: 'localhost,127.0.0.1,::1,.localhost' },
      ...{ NODE_EXTRA_CA_CERTS: caFile, REQUESTS_CA_BUNDLE: caFile, SSL_CERT_FILE: caFile, CURL_CA_BUNDLE: caFile },
      ...{ AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com', AZURE_TENANT_ID: tenant?.id },
      ...{ AZURE_CLIENT_ID: app?.clientId, AZURE_CLIENT_SECRET: app?.clientSecret },
    }
    expect(evaluated(output)).toMatchObject(expected)
    expect(output.trim().split('\n')).toHaveLength(Object.keys(expected).length)
    expect(
      output
        .trim()
        .split('\n')
        .every((line) => /^export \w+='.*';$/.test(line)),
    ).toBe(true)
    expect(evaluated(output, 'eval $TEXT')).toMatchObject({ HTTPS_PROXY: url, AZURE_TENANT_ID: tenant?.id })
  })

  it('writes for other shells, and refuses those that it does not know', async () => {
    expect((await run('--shell', 'fish')).output).toContain(`set -gx HTTPS_PROXY '${url}';\n`)
    const powershell = (await run('--shell', 'powershell')).output
    expect(powershell).toContain(`$env:HTTPS_PROXY = '${url}'\n`)
    expect(powershell).not.toContain('https_proxy')
    expect(powershell).toContain("it''s here")
    expect((await run('--shell', 'cmd')).output).toContain(`set "HTTPS_PROXY=${url}"\n`)
    expect(await run('--shell', 'tcsh')).toMatchObject({
      status: 2,
      output: '',
      errors: expect.stringContaining('sh, fish'),
    })
  })

  it('tells of the tenant that is named by key or id', async () => {
    for (const { key, id } of info.tenants)
      for (const name of [key, id]) expect((await run('--tenant', name)).output).toContain(`AZURE_TENANT_ID='${id}'`)
    expect(await run('--tenant', 'nobody')).toMatchObject({
      status: 2,
      output: '',
      errors: expect.stringContaining('contoso'),
    })
  })

  it('leaves host names that lead to the emulator to direct connections', async () => {
    expect((await run('--hostnames', 'emulator')).output).toContain(".localhost,emulator'")
  })

  it('keeps a certificate authority whose file is elsewhere', async () => {
    expect((await run('--data', 'other')).output).toContain('.graphverse/ca.pem')
    writeFileSync(join(cwd, 'occupied'), '')
    const inMemory = await startCommand(['start', '--port', '0', '--store', 'memory', '--data', 'occupied'], { cwd })
    const other = new URL(inMemory.ready.http).port
    const kept = await runCommand(['env', '--port', other], { cwd })
    const path = join(cwd, `.graphverse/ca-${other}.pem`)
    expect(evaluated(kept.output).SSL_CERT_FILE).toBe(path)
    expect(readFileSync(path, 'utf8')).toBe(await (await fetch(`${inMemory.ready.http}/_emulator/ca.pem`)).text())
    expect(await runCommand(['env', '--port', other, '--data', 'occupied'], { cwd })).toMatchObject({
      status: 1,
      output: '',
      errors: expect.stringContaining('--data'),
    })
    await inMemory.stop()
  })

  it('asks with the control token where one is set', async () => {
    const guarded = await startCommand(
      ['start', '--port', '0', '--store', 'memory', '--control-token', 'open sesame'],
      { cwd },
    )
    const port = new URL(guarded.ready.http).port
    const ask = (...more: string[]) => runCommand(['env', '--port', port, ...more], { cwd })
    expect(await ask()).toMatchObject({ status: 1, output: '', errors: expect.stringContaining('--control-token') })
    expect(await ask('--control-token', 'open sesame')).toMatchObject({ status: 0 })
    await guarded.stop()
  })

  it('says so, and prints nothing to evaluate, when no emulator answers', async () => {
    const gone = await startCommand(['start', '--port', '0', '--store', 'memory'], { cwd })
    await gone.stop()
    const { status, output, errors } = await runCommand(['env', '--port', new URL(gone.ready.http).port], { cwd })
    expect({ status, output }).toEqual({ status: 1, output: '' })
    expect(errors).toBe(
      `graphverse: No emulator answers at ${gone.ready.http}: start one with "graphverse start", or name its port with --port.\n`,
    )
  })
})

describe('texts in shells', () => {
  it('are taken literally by sh', () => {
    const value = `a'b"c\\d $HOME \`id\` !x\ny`
    expect(evaluated(shells.sh?.assign('VALUE', value) ?? '').VALUE).toBe(value)
  })

  it('are escaped for fish and PowerShell', () => {
    expect(shells.fish?.assign('V', "a'b\\c")).toBe("set -gx V 'a\\'b\\\\c';")
    expect(shells.powershell?.assign('V', "a'b")).toBe("$env:V = 'a''b'")
  })
})
