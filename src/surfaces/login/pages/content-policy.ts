import { digest } from '../../../kernel/digest.js'

/** Lets a page have exactly this inline script or style, and no other (Content Security Policy Level 3: hash sources). */
export function hashSource(text: string): string {
  return `'sha256-${btoa(String.fromCharCode(...digest(text)))}'`
}
