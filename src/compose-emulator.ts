import type { EmulatorClock } from './kernel/clock.js'
import type { Log } from './kernel/log.js'
import type { Signer } from './domain/tokens/signer.js'
import type { Store } from './store/store.js'

export type SyncMode = string

/** What the person who starts the emulator decides. */
export interface EmulatorSettings {
  readonly auth: 'strict' | 'off'
  /** Host names, beside the loopback ones, under which clients call. */
  readonly hostnames: readonly string[]
  /** `auto`, `manual` or `interval:` and an ISO 8601 duration. */
  readonly sync: SyncMode
  readonly controlToken?: string | undefined
  readonly version: string
}

/** Under which addresses a listening emulator is reached; known once it listens. */
export interface ServedAt {
  readonly http: string
  readonly https: string
  readonly proxy: string
  readonly caFile: string | null
}

/** What the outside world brings to the composition. */
export interface Foundations {
  readonly store: Store
  /** True when the store holds nothing yet and is to be filled from the fixture. */
  readonly isNew: boolean
  readonly clock: EmulatorClock
  readonly signer: Signer
  readonly log: Log
  /** The parsed fixture document. */
  readonly fixture: unknown
  readonly settings: EmulatorSettings
  /** The certificate authority in PEM, for `GET /_emulator/ca.pem`; undefined when there is none. */
  readonly certificateAuthority: () => Promise<string | undefined>
}
