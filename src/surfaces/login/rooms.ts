import type { OwnAddresses } from '../../domain/tokens/own-addresses.js'
import type { Signer } from '../../domain/tokens/signer.js'
import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'
import type { Clock } from '../../kernel/clock.js'
import type { IdSource } from '../../kernel/ids.js'
import type { GuessLimit } from './device/guess-limit.js'

/** What the token service needs of the house. */
export interface LoginRooms {
  readonly clock: Clock
  /** The machine's time in milliseconds, at which client assertions may be valid as well. */
  readonly machineNow: () => number
  readonly signer: Signer
  /** Checks tokens of this service that come back to it. */
  readonly verifier: TokenVerifier
  readonly ids: IdSource
  readonly addresses: OwnAddresses
  /** Seconds that a device waits between two questions whether somebody has signed in. */
  readonly deviceCodeInterval: number
  readonly guesses: GuessLimit
  /** Whether people sign in with a password, or by being picked from a list. */
  readonly signIn: 'password' | 'pick'
}
