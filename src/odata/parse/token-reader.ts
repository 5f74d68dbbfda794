import { ODataProblem, type ProblemDetails } from '../problem.js'
import { scanToken, type Token, TokenFault } from './token.js'

/** How words are read; a `Dialect` will do. */
export interface ParseOptions {
  /** Operator, function and option words may be written in any case. */
  readonly ignoreCase?: boolean
}

/** Parentheses, arguments, lambdas, `not` and JSON may stand in each other this deep, as JSON bodies may. */
const DEEPEST_NESTING = 64
/** No longer text is read; a request's URL is limited below that. */
const LONGEST_TEXT = 65_536
/** Arithmetic chains lean to the left and so nest without parentheses. */
const MOST_ARITHMETIC = 64

/** Reads a text token by token, one ahead, and keeps the bounds that protect the stack. */
export class TokenReader {
  readonly text: string
  readonly ignoreCase: boolean
  /** Lambda variables in scope. */
  readonly variables: string[] = []
  #next: Token | undefined
  #spelling: string | undefined
  #place = 0
  #depth = 0
  #arithmetic = 0

  constructor(text: string, options: ParseOptions = {}) {
    this.text = text
    this.ignoreCase = options.ignoreCase ?? false
    if (text.length > LONGEST_TEXT) this.fail({ reason: 'tooLong', limit: LONGEST_TEXT }, LONGEST_TEXT)
  }

  peek(): Token {
    if (this.#next) return this.#next
    try {
      this.#next = scanToken(this.text, this.#place)
    } catch (fault) {
      if (fault instanceof TokenFault) this.fail(fault.details, fault.position)
      throw fault
    }
    return this.#next
  }

  take(): Token {
    const token = this.peek()
    this.seek(token.position + token.text.length)
    return token
  }

  /** Goes on reading at a place that something else than tokens led to. */
  seek(place: number): void {
    this.#place = place
    this.#next = undefined
    this.#spelling = undefined
  }

  /** Where the text not yet taken begins. */
  get place(): number {
    return this.#place
  }

  isSymbol(symbol: string): boolean {
    const token = this.peek()
    return token.kind === 'symbol' && token.text === symbol
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.take()
    return true
  }

  expectSymbol(symbol: string, expected = symbol): void {
    if (!this.takeSymbol(symbol)) this.unexpected(expected)
  }

  expectWord(expected: string): Token {
    if (this.peek().kind !== 'word') this.unexpected(expected)
    return this.take()
  }

  /** A word as it is compared with the words of the language. */
  spelling(token: Token): string {
    if (token.kind !== 'word') return ''
    if (!this.ignoreCase) return token.text
    // Every level of the grammar asks for the spelling of the same word.
    if (token !== this.#next) return token.text.toLowerCase()
    this.#spelling ??= token.text.toLowerCase()
    return this.#spelling
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') this.unexpected('end')
  }

  /** Runs `read` one level deeper. */
  nest<Result>(read: () => Result): Result {
    const position = this.#next?.position ?? this.#place
    if (++this.#depth > DEEPEST_NESTING) this.fail({ reason: 'tooDeep', limit: DEEPEST_NESTING }, position)
    const result = read()
    this.#depth--
    return result
  }

  countArithmetic(position: number): void {
    if (++this.#arithmetic > MOST_ARITHMETIC) this.fail({ reason: 'tooDeep', limit: MOST_ARITHMETIC }, position)
  }

  unexpected(expected: string): never {
    const token = this.peek()
    return this.fail({ reason: 'syntaxError', found: token.text, expected }, token.position)
  }

  fail(details: ProblemDetails, position: number): never {
    throw new ODataProblem(details, position, this.text)
  }
}
