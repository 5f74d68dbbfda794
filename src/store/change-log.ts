import type { Commit } from './commit.js'

const KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000
const KEPT_COMMITS = 200_000

/** The one memory of what happened: commits in order of seq, for 30 days of the emulator's clock and 200,000 commits. */
export class ChangeLog {
  #commits: Commit[] = []
  #first = 0
  #forgotten: number

  constructor(commits: readonly Commit[] = [], forgotten = 0) {
    this.#commits = [...commits]
    this.#forgotten = forgotten
  }

  append(commit: Commit): void {
    this.#commits.push(commit)
    this.#forget(commit.at)
  }

  /** The highest seq that was forgotten: history from before it is incomplete. */
  get forgotten(): number {
    return this.#forgotten
  }

  get newest(): Commit | undefined {
    return this.#commits.at(-1)
  }

  /** Commits with a seq above `seq`, oldest first, as the log stands when the walk starts. */
  *since(seq: number): Generator<Commit> {
    const commits = this.#commits
    const end = commits.length
    for (let at = this.#firstAbove(seq); at < end; at++) yield commits[at] as Commit
  }

  all(): readonly Commit[] {
    return this.#commits.slice(this.#first)
  }

  /** Keeps the commits that pass the test. The others count as never written, not as forgotten. */
  keep(test: (commit: Commit) => boolean): void {
    this.#commits = this.all().filter(test)
    this.#first = 0
  }

  #forget(now: number): void {
    const commits = this.#commits
    let first = Math.max(this.#first, commits.length - KEPT_COMMITS)
    while ((commits[first]?.at ?? now) < now - KEPT_MILLISECONDS) first++
    if (first === this.#first) return
    this.#forgotten = (this.#commits[first - 1] as Commit).seq
    this.#first = first
    if (first > 1024 && first > this.#commits.length / 2) {
      this.#commits = this.#commits.slice(first)
      this.#first = 0
    }
  }

  #firstAbove(seq: number): number {
    let low = this.#first
    let high = this.#commits.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#commits[middle] as Commit).seq <= seq) low = middle + 1
      else high = middle
    }
    return low
  }
}
