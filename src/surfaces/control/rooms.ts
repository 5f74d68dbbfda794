import type { Access } from '../../domain/access.js'
import type { FixtureDocument } from '../../domain/fixture/tenant-document.js'
import type { Provisioning } from '../../domain/provisioning/provisioning.js'
import type { TokenIssuer } from '../../domain/tokens/issue-access-token.js'
import type { OwnAddresses } from '../../domain/tokens/own-addresses.js'
import type { Faults } from '../../http/faults.js'
import type { EmulatorClock } from '../../kernel/clock.js'
import type { Schedule } from '../../kernel/schedule.js'

/** What the control plane does to the store as a whole. The store of the emulator happens to fit. */
export interface ControlledStore {
  readonly snapshots: readonly NamedSnapshot[]
  /** When the newest commit that is history now was made, in milliseconds since the epoch. */
  readonly lastCommitAt: number | undefined
  /** Whether an id is a tenant's, also one that was dropped and comes back with a full reset. */
  isTaken(tenant: string): boolean
  createTenant(tenant: string, made: boolean): void
  dropTenant(tenant: string): void
  setBase(tenant: string): void
  reset(tenant: string | null): void
  takeSnapshot(name: string): NamedSnapshot
  restoreSnapshot(name: string): void
  dropSnapshot(name: string): void
  durable(): Promise<void>
}

export interface NamedSnapshot {
  readonly name: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly tenants: ReadonlyMap<string, unknown>
}

/** Under which addresses the emulator is reached; null where it does not listen. */
export interface ServedUrls {
  readonly http: string | null
  readonly https: string | null
  readonly proxy: string | null
  readonly caFile: string | null
}

/** What the control plane needs of the rest of the house. */
export interface ControlRooms {
  readonly version: string
  readonly store: ControlledStore
  readonly access: Access
  readonly clock: EmulatorClock
  readonly schedule: Pick<Schedule, 'moveTo' | 'runDue'>
  readonly provisioning: Pick<Provisioning, 'sync' | 'settle' | 'restart'>
  /** The mode of synchronization in environments that have none of their own, as it was written. */
  readonly syncMode: string
  /** The document the emulator was started with. Rejects when it cannot be read, or is refused. */
  readonly fixture: () => Promise<FixtureDocument>
  /** The id of a tenant that is about to be made. */
  readonly newTenantId: () => string
  readonly servedAt: () => ServedUrls
  /** The certificate authority in PEM, or undefined when there is none. */
  readonly certificateAuthority: () => Promise<string | undefined>
  /** What tokens without a sign-in are made with. */
  readonly issuer: TokenIssuer
  readonly addresses: OwnAddresses
  /** Resolves when change notifications have been taken, or wait for another attempt. */
  readonly delivered: () => Promise<void>
  /** Requests that are to fail. */
  readonly faults: Faults
  /** Forgets what other rooms keep outside the store (codes, sessions, recorded requests): after a full reset. */
  readonly forget?: () => void
}
