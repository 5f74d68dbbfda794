import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, startCommand } from '../support/run-command.js'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'graphverse-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const run = (argv: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(['ca', ...argv], { cwd, environment })
const fingerprintIn = (folder: string) =>
  new X509Certificate(readFileSync(join(cwd, folder, 'ca.pem'), 'utf8')).fingerprint256

describe('graphverse ca', { timeout: 60_000 }, () => {
  it('makes the certificate authority, and tells what it is and how to trust it and how to undo that', async () => {
    const { status, output, errors } = await run([])
    const caFile = join(cwd, '.graphverse/ca.pem')
    expect({ status, errors }).toEqual({ status: 0, errors: '' })
    const certificate = new X509Certificate(readFileSync(caFile, 'utf8'))
    for (const told of [
      ...[caFile, certificate.fingerprint256, new Date(certificate.validTo).toISOString().slice(0, 10)],
      ...[`NODE_EXTRA_CA_CERTS='${caFile}'`, `REQUESTS_CA_BUNDLE='${caFile}'`, `SSL_CERT_FILE='${caFile}'`],
      ...[`curl --cacert '${caFile}'`, 'keytool -importcert', '.NET'],
      ...[
        'update-ca-certificates --fresh',
        'trust anchor --remove',
        'security delete-certificate',
        'certutil -user -delstore',
      ],
    ])
      expect(output).toContain(told)
    expect(output).not.toContain('PRIVATE')
    expect(statSync(join(cwd, '.graphverse/ca-key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(cwd, '.graphverse/.gitignore'), 'utf8')).toBe('*\n')
    expect((await run([])).output).toBe(output)
  })

  it('tells programs in JSON', async () => {
    const { output } = await run(['--json', '--hostnames', 'emulator.test,10.0.0.7'])
    expect(output.trim().split('\n')).toHaveLength(1)
    const told = JSON.parse(output) as { permitted: string[] }
    expect(told).toMatchObject({
      caFile: join(cwd, '.graphverse/ca.pem'),
      fingerprint256: fingerprintIn('.graphverse'),
    })
    expect(told.permitted).toEqual(
      expect.arrayContaining(['localhost', 'graph.microsoft.com', 'emulator.test', '10.0.0.7/32']),
    )
  })

  it('is the one that a start with the same options uses', async () => {
    await run(['--hostnames', 'emulator.test'])
    const made = fingerprintIn('.graphverse')
    const started = await startCommand(['start', '--port', '0', '--hostnames', 'emulator.test'], { cwd })
    expect(fingerprintIn('.graphverse')).toBe(made)
    expect((await started.stop()).errors).toBe('')
    const { errors } = await run(['--hostnames', 'other.test'])
    expect(errors).toMatch(/^graphverse: the certificate authority was renewed\./)
    expect(fingerprintIn('.graphverse')).not.toBe(made)
  })

  it('reads flags, environment and configuration file as a start does', async () => {
    writeFileSync(join(cwd, 'graphverse.config.json'), '{"data": "from-file", "port": 1}')
    const caFile = async (...given: Parameters<typeof run>) => JSON.parse((await run(...given)).output).caFile
    expect(await caFile(['--json'])).toBe(join(cwd, 'from-file/ca.pem'))
    expect(await caFile(['--json'], { GRAPHVERSE_DATA: 'from-environment' })).toBe(join(cwd, 'from-environment/ca.pem'))
    expect(await caFile(['--json', '--data', 'flag'], { GRAPHVERSE_DATA: 'x' })).toBe(join(cwd, 'flag/ca.pem'))
  })

  it('refuses in one sentence', async () => {
    writeFileSync(join(cwd, 'occupied'), '')
    expect(await run(['--data', 'occupied'])).toMatchObject({
      status: 1,
      output: '',
      errors: expect.stringMatching(/^graphverse: .*occupied: choose a folder .* --data\.\n$/),
    })
    expect(await run(['--hostnames', 'a b'])).toMatchObject({ status: 2, output: '' })
    expect(await run(['--jsn'])).toMatchObject({ status: 2, errors: expect.stringContaining('"graphverse ca --help"') })
  })
})
