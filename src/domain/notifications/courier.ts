/** How calls leave the emulator: given by the host. */
export interface Courier {
  /**
   * Sends a POST and answers with what came back, or why nothing did; redirects are not followed. Never throws.
   */
  post(url: string, letter: Letter): Promise<CourierAnswer | CourierFailure>
}

export interface Letter {
  readonly contentType: string
  readonly body: string
  /** Milliseconds of the machine that the receiver has. */
  readonly patience: number
  /** Ends the call early. */
  readonly signal: AbortSignal
}

export interface CourierAnswer {
  readonly status: number
  readonly contentType: string
  /** The beginning of the text, as far as anybody looks at it. */
  readonly text: string
}

export type CourierFailure = 'timedOut' | 'unreachable'
