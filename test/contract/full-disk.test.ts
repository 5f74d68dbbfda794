import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EmulatorInfo } from '../../src/index.js'
import { actorsOf } from '../support/actors.js'
import { type Running, startCommand } from '../support/run-command.js'

const ARGUMENTS = ['start', '--port', '0']

describe('a disk that is full', { timeout: 60_000 }, () => {
  let cwd: string
  let running: Running | undefined

  const start = async (largestFile?: number) => {
    running = await startCommand(ARGUMENTS, { cwd, ...(largestFile && { largestFile }) })
    const { http } = running.ready
    const info = (await (await fetch(`${http}/_emulator/info`)).json()) as EmulatorInfo
    const actors = actorsOf(info, http, async (path, body) => {
      const answer = await fetch(`${http}${path}`, { method: 'POST', body })
      return (await answer.json()) as { access_token?: string }
    })
    const headers = { ...(await actors.asApp()), 'content-type': 'application/json' }
    const call = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${http}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
      return { status: answer.status, text: await answer.text() }
    }
    return { call, stop: running.stop }
  }

  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'graphverse-'))
  })
  afterEach(async () => {
    if (running?.child.exitCode === null) await running.stop('SIGKILL')
    rmSync(cwd, { recursive: true })
  })

  const newUser = (name: string) => ({
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@contoso.onmicrosoft.com`,
    passwordProfile: { password: 'Cuyo5459!' },
    // So that not many are needed.
    otherMails: Array.from({ length: 200 }, (_, at) => `${at}${'x'.repeat(200)}@example.com`),
  })

  it('refuses what is written from then on, goes on answering, and keeps what was acknowledged', async () => {
    const first = await start()
    await first.stop()
    const room = Math.ceil(statSync(join(cwd, '.graphverse/db.json')).size / 1024) + 64
    const { call, stop } = await start(room)
    const acknowledged: string[] = []
    let refused: { status: number; text: string } | undefined
    for (let number = 0; number < 100 && !refused; number++) {
      const answer = await call('POST', '/v1.0/users', newUser(`u${number}`))
      if (answer.status === 201) acknowledged.push(`u${number}`)
      else refused = answer
    }
    expect(acknowledged).not.toEqual([])
    expect(refused?.status).toBe(503)
    expect(JSON.parse(refused?.text ?? '')).toMatchObject({
      error: { code: 'ServiceUnavailable', innerError: { 'request-id': expect.any(String) } },
    })
    expect((await call('POST', '/api/data/v9.2/accounts', { name: 'x' })).status).toBe(503)
    expect((await call('POST', '/_emulator/snapshots', { name: 'x' })).status).toBe(503)
    expect((await call('GET', '/v1.0/users?$top=1')).status).toBe(200)
    expect((await call('GET', '/_emulator/health')).status).toBe(200)
    const { errors } = await stop()
    expect(errors.split('\n').filter((line) => line.includes('journal cannot be written'))).toHaveLength(1)
    const again = await start()
    const listed = await again.call('GET', "/v1.0/users?$filter=startswith(mailNickname,'u')&$select=displayName")
    const { value } = JSON.parse(listed.text) as { value: { displayName: string }[] }
    expect(
      value
        .map(({ displayName }) => displayName)
        .filter((name) => /^u\d+$/.test(name))
        .sort(),
    ).toEqual(acknowledged.sort())
  })
})
