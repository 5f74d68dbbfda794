/** What a handler answers: headers by lower-case name, a JSON value or a text. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
}

/** 204, nothing to show. */
export const noContent: Answer = { status: 204 }

/** 200 with a JSON value. */
export function ok(json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, json, headers }
}

/** `Preference-Applied` for the tokens that made a difference, or nothing. */
export function preferenceApplied(applied: readonly string[]): Record<string, string> {
  return applied.length === 0 ? {} : { 'preference-applied': applied.join(',') }
}
