import { ruleFault } from './rule-fault.js'
import type { Token } from './rule-tokens.js'

/** Reads the tokens of a rule one after the other. */
export class RuleCursor {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  /** The token that comes next; undefined at the end. */
  get next(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** Takes the next token, whatever it is. Throws at the end. */
  take(): Token {
    const token = this.next
    if (!token) throw ruleFault('syntax', { near: 'the end of the rule' })
    this.#at++
    return token
  }

  /** Takes the next token if it is of a kind; answers whether it was. */
  takeIf(kind: Token['kind']): boolean {
    if (this.next?.kind !== kind) return false
    this.#at++
    return true
  }

  /** Takes the next token, which must be of a kind. */
  require(kind: Token['kind']): Token {
    if (this.next && this.next.kind !== kind) throw ruleFault('syntax', { near: this.next.text })
    return this.take()
  }

  /** Takes the next token if it is the operator or word of that name, in any case; answers whether it was. */
  takeWord(word: string): boolean {
    const { next } = this
    if (!next || (next.kind !== 'operator' && next.kind !== 'word') || next.text.toLowerCase() !== word) return false
    this.#at++
    return true
  }
}
