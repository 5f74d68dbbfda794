import { DomainError } from '../../../kernel/errors.js'

/** How many wrong codes may be typed in a while, by everybody together. */
const MOST = 100
const WHILE = 900_000

/** Counts wrong user codes, which are short enough to be typed and thus worth guessing (RFC 8628, section 5.1). */
export interface GuessLimit {
  /** `now` is in milliseconds since the epoch. Throws `userCodeGuessed` while there were too many wrong codes. */
  check(now: number): void
  miss(now: number): void
  /** Starts anew at once: after a reset. */
  forget(): void
}

/** A limit that starts anew a quarter of an hour after the first wrong code, by the emulator's clock. */
export function createGuessLimit(): GuessLimit {
  let since = 0
  let misses = 0
  const startAnew = (now: number) => {
    if (now >= since && now < since + WHILE) return
    since = now
    misses = 0
  }
  return {
    check(now) {
      startAnew(now)
      if (misses >= MOST) throw new DomainError('userCodeGuessed')
    },
    miss(now) {
      startAnew(now)
      misses++
    },
    forget() {
      misses = 0
    },
  }
}
