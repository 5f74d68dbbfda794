import { seedTenant } from '../src/domain/fixture/seed-tenant.js'
import { mintToken } from '../src/domain/tokens/mint-token.js'
import { createOwnAddresses } from '../src/domain/tokens/own-addresses.js'
import { requireCaller } from '../src/domain/tokens/require-caller.js'
import { createTokenVerifier } from '../src/domain/tokens/verify-access-token.js'
import { createNodeSigner } from '../src/hosts/node-signer.js'
import { EmulatorClock } from '../src/kernel/clock.js'
import { SYSTEM } from '../src/store/commit.js'
import { Store } from '../src/store/store.js'
import { bigTenant } from './big-tenant.js'
import { median } from './table.js'

/** The most microseconds that a known token may cost. */
export const VERIFY_LIMIT = 5

const TENANT = '7b1c0a52-2f1d-4a6e-9d0b-5f6f0b1f7a10'
const ORIGIN = 'http://127.0.0.1:4400'
const ROUNDS = 7
const CALLS = 100_000

/** CPU microseconds of what every call of an API does with a token that it has seen before. */
export async function verifyKnownToken(): Promise<number> {
  const clock = new EmulatorClock()
  const store = new Store({ clock })
  store.createTenant(TENANT, false)
  store.transact(TENANT, SYSTEM, (transaction) => seedTenant(transaction, bigTenant(1000)))
  const signer = createNodeSigner()
  const addresses = createOwnAddresses([])
  const reader = store.read(TENANT)
  const context = { addresses, origin: ORIGIN, host: '127.0.0.1', now: clock.now(), hasEnvironment: () => false }
  const holder = { user: 'user42@bench.onmicrosoft.com' }
  const token = await mintToken({ signer, ids: store.ids }, reader, holder, `${ORIGIN}/.default`, context)
  const verifier = createTokenVerifier({ signer, clock, addresses, hasTenant: (tenant) => store.has(tenant) })
  const figures: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage()
    for (let call = 0; call < CALLS; call++) {
      const verified = await verifier.verify(token)
      if (verified.kind === 'refused' || requireCaller(reader, verified).kind === 'refused') throw new Error('refused')
    }
    const { user, system } = process.cpuUsage(before)
    figures.push((user + system) / CALLS)
  }
  return median(figures)
}
