import type { Notifications } from '../../domain/notifications/notifications.js'
import type { Signer } from '../../domain/tokens/signer.js'
import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'
import type { Faults } from '../../http/faults.js'
import type { Clock } from '../../kernel/clock.js'
import type { QuotaMeter } from './throttling/quota-meter.js'

/** What this surface needs from the rest of the house. */
export interface GraphRooms {
  readonly verifier: TokenVerifier
  readonly clock: Clock
  /** The machine's time in milliseconds, at which proofs of possession may be valid as well. */
  readonly machineNow: () => number
  readonly signer: Pick<Signer, 'verifyAssertion' | 'readCertificate'>
  readonly notifications: Pick<Notifications, 'requireUrl' | 'askEndpoints'>
  /** Requests that are to fail. */
  readonly faults: Pick<Faults, 'take'>
  readonly meter: Pick<QuotaMeter, 'spend'>
  /** Ids of requests; not from the seeded source, since reading must not move that. */
  newRequestId(): string
  /** Seals skip and delta tokens. */
  readonly tokenKey: string
}
