import { digest } from '../../kernel/digest.js'

/** No vowels, so that no words come out, and nothing that looks like a digit (RFC 8628, section 6.1). */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 9
/** Bytes from here on would favor the first letters. */
const FAIR = 256 - (256 % ALPHABET.length)

/** A code that people type, made of a secret: nine letters, each as likely as any other. */
export function userCodeOf(secret: string): string {
  let code = ''
  for (let round = 0; code.length < LENGTH; round++) {
    for (const byte of digest(`${secret}/${round}`)) {
      if (byte < FAIR && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length]
    }
  }
  return code
}

/** A code as it is kept, however it was typed: case, spaces and hyphens do not matter. */
export function normalizeUserCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}
