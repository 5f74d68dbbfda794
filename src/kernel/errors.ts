/**
 * A refusal in the words of the domain. `word` is stable and is what each surface translates to its own wire form;
 * `details` are the values its message needs. Nothing in here knows HTTP.
 */
export class DomainError extends Error {
  readonly word: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(word: string, details: Readonly<Record<string, unknown>> = {}, message: string = word) {
    super(message)
    this.name = 'DomainError'
    this.word = word
    this.details = details
  }
}

/** What `read` answers, or undefined when the domain refuses. */
export function unlessRefused<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}
