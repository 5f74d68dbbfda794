import type { Emulator } from '../emulator.js'

/** What a host needs of an emulator. */
export type ServedEmulator = Pick<Emulator, 'handle' | 'isApi' | 'refuse'>

/** The part of a request that is known before its body is read. */
export interface RequestHead {
  readonly method: string
  readonly url: string
  readonly mount?: string | undefined
  readonly headers: Readonly<Record<string, string>>
  /** True when the head itself is not to be served: a header twice that may stand once, an impossible host name. */
  readonly malformed?: boolean
}
