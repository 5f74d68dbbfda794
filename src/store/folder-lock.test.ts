import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StoreRefused } from './errors.js'
import { lockFolder } from './folder-lock.js'

const linux = process.platform === 'linux'

describe('the lock of a folder', () => {
  let folder: string
  let other: ChildProcess

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graphverse-lock-'))
    other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(other, 'spawn')
  })

  afterEach(async () => {
    const gone = other.exitCode === null && other.signalCode === null ? once(other, 'exit') : undefined
    other.kill('SIGKILL')
    await gone
    await rm(folder, { recursive: true })
  })

  const leave = (pid: number | undefined, started = 0) => writeFile(join(folder, `lock-${pid}-${started}`), '')

  it('is held by one at a time and free again afterwards', async () => {
    const lock = await lockFolder(folder)
    await expect(lockFolder(folder)).rejects.toThrow('is open in this process already')
    await lock.release()
    expect(await readdir(folder)).toEqual([])
    await (await lockFolder(folder)).release()
  })

  it('is refused while another process lives, by its name, and granted when that is dead', async () => {
    await leave(other.pid)
    const refusal = lockFolder(folder)
    await expect(refusal).rejects.toThrow(StoreRefused)
    await expect(refusal).rejects.toThrow(`in use by process ${other.pid}`)
    expect(await readdir(folder)).toEqual([`lock-${other.pid}-0`])
    other.kill('SIGKILL')
    await once(other, 'exit')
    const lock = await lockFolder(folder)
    expect((await readdir(folder)).filter((name) => name.includes(`${other.pid}`))).toEqual([])
    await lock.release()
  })

  it('does not mind what an earlier process of the same pid has left', async () => {
    await leave(process.pid, linux ? 1 : 0)
    const lock = await lockFolder(folder)
    expect((await readdir(folder)).length).toBe(1)
    await lock.release()
  })

  it.skipIf(!linux)('does not mind a pid that was given out again', async () => {
    await leave(other.pid, 1)
    await (await lockFolder(folder)).release()
  })

  it('goes to one only of many who come at once', async () => {
    await leave(2 ** 22 + 1)
    const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)))
    const locks = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
    expect(locks.length).toBe(1)
    await locks[0]?.release()
  })
})
