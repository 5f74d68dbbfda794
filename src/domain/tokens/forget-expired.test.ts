import { expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { formatInstant } from '../../kernel/instant.js'
import { SYSTEM } from '../../store/commit.js'
import { Store } from '../../store/store.js'
import { forgetExpired, forgetOldest } from './forget-expired.js'
import { refreshTokens, signInSessions } from './tables.js'

const TENANT = 'contoso'
const DAY = 86_400_000

function opened() {
  const clock = new EmulatorClock({ frozenAt: Date.UTC(2026, 0, 15) })
  const store = new Store({ clock })
  store.createTenant(TENANT, false)
  return { clock, store }
}

const token = (number: number, now: number, days: number) => ({
  id: `${number}`,
  userId: 'ann',
  appId: 'app',
  scope: 'openid',
  issuedAt: formatInstant(now),
  expiresAt: formatInstant(now + days * DAY),
  hasFixedEnd: days === 1,
  sessionsValidFrom: 0,
  signedInAt: formatInstant(now),
})

it('forgets refresh tokens from the oldest on, so that no more are kept than live, and few', () => {
  const { clock, store } = opened()
  let most = 0
  for (let number = 0; number < 3000; number++) {
    clock.set(clock.now() + DAY / 10)
    store.record(TENANT, SYSTEM, (transaction) => {
      forgetOldest(transaction, refreshTokens, transaction.now)
      transaction.insert(refreshTokens, token(number, transaction.now, number % 3 === 0 ? 1 : 90))
    })
    most = Math.max(most, store.read(TENANT).table(refreshTokens).size)
  }
  const kept = store.read(TENANT).table(refreshTokens)
  const live = Array.from({ length: 890 }, (_, back) => 2999 - back).filter((number) => number % 3 !== 0)
  expect(live.every((number) => kept.has(`${number}`))).toBe(true)
  expect(most).toBeLessThan(900 + 2 * 256)
})

it('forgets sessions in the order of their ends, sixteen at once', () => {
  const { clock, store } = opened()
  const session = (number: number) => ({
    id: `${number}`,
    userId: 'ann',
    expiresAt: formatInstant(clock.now() + ((number * 7) % 40) * DAY),
    sessionId: `${number}`,
    appIds: [],
    signedInAt: formatInstant(clock.now()),
    sessionsValidFrom: 0,
  })
  store.record(TENANT, SYSTEM, (transaction) => {
    for (let number = 0; number < 40; number++) transaction.insert(signInSessions, session(number))
  })
  clock.set(clock.now() + 20 * DAY)
  const forget = () =>
    store.record(TENANT, SYSTEM, (transaction) => forgetExpired(transaction, signInSessions, clock.now()))
  forget()
  expect(store.read(TENANT).table(signInSessions).size).toBe(24)
  forget()
  const left = [...store.read(TENANT).table(signInSessions).rows()]
  expect(left.length).toBe(20)
  expect(left.every(({ expiresAt }) => expiresAt >= formatInstant(clock.now()))).toBe(true)
})
