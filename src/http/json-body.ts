/** Why a body is not the JSON it should be. */
export type JsonBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'tooDeep' }

const DEEPEST = 64
// A reviver makes parsing several times slower, so it is used only where the name could stand, escaped or not.
const MAY_HOLD_PROTOTYPE = /__proto__|\\u/
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads a request body as JSON. Members named `__proto__` are dropped and nesting beyond 64 levels is refused. */
export function readJsonBody(body: Uint8Array): JsonBody {
  if (body.length === 0) return { kind: 'empty' }
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    return { kind: 'malformed', reason: 'the body is not UTF-8' }
  }
  if (text.trim() === '') return { kind: 'empty' }
  if (isTooDeep(text)) return { kind: 'tooDeep' }
  try {
    return {
      kind: 'json',
      value: JSON.parse(text, MAY_HOLD_PROTOTYPE.test(text) ? dropPrototype : undefined) as unknown,
    }
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) }
  }
}

function dropPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

/** Counts brackets outside strings, before the parser recurses into them. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (inString) {
      if (character === 0x5c) at++
      else if (character === 0x22) inString = false
    } else if (character === 0x22) inString = true
    else if (character === 0x7b || character === 0x5b) {
      if (++depth > DEEPEST) return true
    } else if (character === 0x7d || character === 0x5d) depth--
  }
  return false
}
