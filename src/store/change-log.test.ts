import { describe, expect, it } from 'vitest'
import { ChangeLog } from './change-log.js'
import { type Commit, SYSTEM } from './commit.js'

const DAY = 24 * 60 * 60 * 1000
const commit = (seq: number, at = 0, tenant = 'contoso'): Commit => ({ seq, at, actor: SYSTEM, tenant, changes: [] })
const seqs = (commits: Iterable<Commit>) => [...commits].map(({ seq }) => seq)

function logOf(...commits: Commit[]): ChangeLog {
  const log = new ChangeLog()
  for (const each of commits) log.append(each)
  return log
}

describe('the change log', () => {
  it('tells what came after a seq, whether or not that seq was a commit', () => {
    const log = logOf(commit(2), commit(5), commit(6))
    expect(seqs(log.since(0))).toEqual([2, 5, 6])
    expect(seqs(log.since(2))).toEqual([5, 6])
    expect(seqs(log.since(4))).toEqual([5, 6])
    expect(seqs(log.since(6))).toEqual([])
    expect(log.forgotten).toBe(0)
  })

  it('remembers 30 days', () => {
    const log = logOf(commit(1, 0), commit(2, DAY), commit(3, 30 * DAY))
    expect(seqs(log.all())).toEqual([1, 2, 3])
    log.append(commit(4, 30 * DAY + 1))
    expect([log.forgotten, ...seqs(log.since(0))]).toEqual([1, 2, 3, 4])
    log.append(commit(5, 90 * DAY))
    expect([log.forgotten, ...seqs(log.all())]).toEqual([4, 5])
  })

  it('remembers 200,000 commits', () => {
    const log = new ChangeLog()
    for (let seq = 1; seq <= 200_000; seq++) log.append(commit(seq))
    expect(log.forgotten).toBe(0)
    for (let seq = 200_001; seq <= 450_000; seq++) log.append(commit(seq))
    expect(log.forgotten).toBe(250_000)
    expect([log.all().length, log.all()[0]?.seq]).toEqual([200_000, 250_001])
    expect(seqs(log.since(449_998))).toEqual([449_999, 450_000])
  })

  it('keeps what is asked for, and forgets nothing by that', () => {
    const log = logOf(commit(1), commit(2, 0, 'fabrikam'), commit(3))
    log.keep(({ tenant }) => tenant === 'contoso')
    expect([log.forgotten, ...seqs(log.all())]).toEqual([0, 1, 3])
    log.append(commit(4))
    expect(seqs(log.since(1))).toEqual([3, 4])
  })

  it('can be written to during a walk', () => {
    const log = logOf(commit(1), commit(2))
    const met: number[] = []
    for (const { seq } of log.since(0)) {
      met.push(seq)
      log.append(commit(seq + 10, 90 * DAY))
    }
    expect(met).toEqual([1, 2])
  })

  it('goes on from what was kept', () => {
    const log = new ChangeLog([commit(8), commit(9)], 7)
    log.append(commit(10))
    expect([log.forgotten, ...seqs(log.since(8))]).toEqual([7, 9, 10])
  })
})
