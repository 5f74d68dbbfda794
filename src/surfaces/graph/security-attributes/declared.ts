import type { Call } from '../call.js'

/** A body that its schema has been held against, without annotations. */
export function declared<Body extends object>(call: Call): Body {
  const properties = Object.entries(call.body as object).filter(([name]) => !name.includes('@'))
  // The schema says what is left.
  return Object.fromEntries(properties) as Body
}
