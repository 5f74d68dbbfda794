import type { ProblemDetails } from '../problem.js'

export type TokenKind =
  | 'word' // eq, displayName, microsoft.graph.user, $count
  | 'string' // 'O''Brien'
  | 'typed' // duration'PT5M', Ns.Color'Red'
  | 'number'
  | 'guid'
  | 'date'
  | 'dateTime'
  | 'timeOfDay'
  | 'alias' // @p1
  | 'symbol' // ( ) , / = : ; * - [ { "
  | 'end'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly position: number
}

/** Stops reading; `TokenReader` makes an `ODataProblem` of it, which knows the text. */
export class TokenFault extends Error {
  readonly details: ProblemDetails
  readonly position: number

  constructor(details: ProblemDetails, position: number) {
    super(details.reason)
    this.details = details
    this.position = position
  }
}

const WORD = /[$]?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:\.[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)*/y
const GUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\w-])/iy
const DATE_TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?(?!\w)/iy
const DATE = /\d{4}-\d{2}-\d{2}(?!\w)/y
const TIME = /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?!\w)/y
const NUMBER = /[-+]?(?:INF|\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?!\w)/iy
const ALIAS = /@[A-Za-z_]\w*/y
const RUN = /[^\s(),/;=]+/y
const SYMBOLS = '(),/=:;*-[{"'

/**
 * The token that starts at `from` or behind the white space there. Every pattern is tried at one place and reads on
 * without going back, so that the time is linear in the text.
 */
export function scanToken(text: string, from: number): Token {
  const at = skipSpace(text, from)
  if (at >= text.length) return { kind: 'end', text: '', position: at }
  const character = text.charAt(at)
  if (character === "'") return { kind: 'string', text: text.slice(at, stringEnd(text, at)), position: at }
  if (isDigit(text, at) || ((character === '-' || character === '+') && isNumberAfterSign(text, at)))
    return scanNumeric(text, at)
  if (character === '@') return matched(ALIAS, text, at, 'alias') ?? invalid(text, at)
  const word = matched(WORD, text, at, 'word')
  if (word) return scanWord(text, word)
  if (SYMBOLS.includes(character)) return { kind: 'symbol', text: character, position: at }
  return invalid(text, at)
}

/** The first place from `from` on that is no white space. */
export function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text.charCodeAt(at))) at++
  return at
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

function isNumberAfterSign(text: string, at: number): boolean {
  return isDigit(text, at + 1) || (text.startsWith('-INF', at) && !/\w/.test(text.charAt(at + 4)))
}

/** A word may turn out to be a guid (`abcdef01-…`) or the head of a typed literal (`duration'…'`). */
function scanWord(text: string, word: Token): Token {
  const { position } = word
  const end = position + word.text.length
  if (text.charAt(end) === '-') {
    const guid = matched(GUID, text, position, 'guid')
    if (guid) return guid
  }
  if (text.charAt(end) !== "'") return word
  return { kind: 'typed', text: text.slice(position, stringEnd(text, end)), position }
}

function scanNumeric(text: string, at: number): Token {
  const token =
    matched(GUID, text, at, 'guid') ??
    matched(DATE_TIME, text, at, 'dateTime') ??
    matched(DATE, text, at, 'date') ??
    matched(TIME, text, at, 'timeOfDay') ??
    matched(NUMBER, text, at, 'number')
  if (token) return token
  RUN.lastIndex = at
  const literal = RUN.exec(text)?.[0] ?? ''
  throw new TokenFault({ reason: 'unrecognizedLiteral', literal, type: 'Edm.Untyped' }, at)
}

function matched(pattern: RegExp, text: string, at: number, kind: TokenKind): Token | undefined {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  return match ? { kind, text: match[0], position: at } : undefined
}

/** The place behind the string literal that opens at `at`; a doubled quote stays inside. */
function stringEnd(text: string, at: number): number {
  for (let close = text.indexOf("'", at + 1); close !== -1; close = text.indexOf("'", close + 2)) {
    if (text.charAt(close + 1) !== "'") return close + 1
  }
  throw new TokenFault({ reason: 'unterminatedLiteral' }, text.length)
}

function invalid(text: string, at: number): never {
  throw new TokenFault({ reason: 'invalidCharacter', character: String.fromCodePoint(text.codePointAt(at) ?? 0) }, at)
}
