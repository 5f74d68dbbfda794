import { expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { SYSTEM } from '../../store/commit.js'
import { Store } from '../../store/store.js'
import { logSignIn } from './sign-in-log.js'
import type { SignIn } from './sign-in-rows.js'
import { signIns } from './tables.js'

const TENANT = 'contoso'

const entry = (number: number): SignIn => ({
  id: `${number}`,
  createdDateTime: '2026-01-15T12:00:00Z',
  eventType: 'interactiveUser',
  authenticationProtocol: 'oAuth2',
  correlationId: '',
  userId: 'ann',
  userDisplayName: 'Ann',
  userPrincipalName: 'ann@contoso.onmicrosoft.com',
  userType: 'member',
  appId: 'app',
  appDisplayName: 'App',
  clientCredentialType: 'none',
  clientAppUsed: 'Browser',
  errorCode: 0,
})

it('keeps the newest 10,000 entries, and little more', () => {
  const store = new Store({ clock: new EmulatorClock() })
  store.createTenant(TENANT, false)
  let most = 0
  for (let number = 0; number < 12_000; number++) {
    store.record(TENANT, SYSTEM, (transaction) => logSignIn(transaction, entry(number)))
    most = Math.max(most, store.read(TENANT).table(signIns).size)
  }
  const kept = [...store.read(TENANT).table(signIns).rows()].map(({ id }) => Number(id))
  expect(most).toBe(10_500)
  expect(kept.length).toBeGreaterThanOrEqual(10_000)
  expect(kept).toEqual(kept.map((_, at) => 12_000 - kept.length + at))
})
