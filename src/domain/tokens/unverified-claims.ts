import { decodeTextBase64Url } from '../../kernel/base64url.js'
import type { Claims } from './signer.js'

/**
 * What a token says of itself, believed by nobody: enough to know whom to ask about it. Empty when it is no token.
 */
export function unverifiedClaims(token: string): Claims {
  return readPart(token.split('.')[1] ?? '') ?? {}
}

/** The header of a token, likewise; undefined when it is no token. */
export function unverifiedHeader(token: string): Claims | undefined {
  const parts = token.split('.')
  return parts.length === 3 ? readPart(parts[0] ?? '') : undefined
}

function readPart(part: string): Claims | undefined {
  const text = decodeTextBase64Url(part)
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}
