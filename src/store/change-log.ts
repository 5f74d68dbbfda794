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

  /** Commits with a seq above `seq`, oldest first. */
  *since(seq: number): Generator<Commit> {
    for (let at = this.#firstAbove(seq); at < this.#commits.length; at++) yield this.#commits[at] as Commit
  }

  all(): readonly Commit[] {
    return this.#commits.slice(this.#first)
  }

  #forget(now: number): void {
    const commits = this.#commits
    while (
      this.#first < commits.length &&
      (commits.length - this.#first > KEPT_COMMITS || (commits[this.#first] as Commit).at < now - KEPT_MILLISECONDS)
    ) {
      this.#forgotten = (commits[this.#first] as Commit).seq
      this.#first++
    }
    if (this.#first > 1024 && this.#first > commits.length / 2) {
      this.#commits = commits.slice(this.#first)
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
