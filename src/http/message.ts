/** A request as every host hands it over. After this value nobody knows which door it came through. */
export interface EmulatorRequest {
  /** In capitals. */
  readonly method: string
  /** Absolute: scheme, host and port as the client addressed them, path and query still encoded. */
  readonly url: string
  /** Where the emulator is mounted in somebody else's server (`/emulator`); not part of `url`, but of every URL in an answer. */
  readonly mount?: string
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** The part of a request that is known before its body is read. */
export type RequestHead = Omit<EmulatorRequest, 'body'>

/** An answer as every host writes it. */
export interface EmulatorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Absent for answers without a body; a long one stands in pieces that follow each other. */
  readonly body?: string | Uint8Array | readonly Uint8Array[] | undefined
}

/** Why a host could not hand a request over; the surface it was meant for words the refusal. */
export type Refusal = 'bodyTooLarge' | 'urlTooLong' | 'compressedBody' | 'badRequest'

/** What went wrong inside the emulator, as it is told. */
export interface Failure {
  readonly status: 500 | 503
  readonly code: string
  readonly message: string
}
