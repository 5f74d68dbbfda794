import { ruleFault } from './rule-fault.js'

export type Token =
  | { readonly kind: 'word' | 'text' | 'number' | 'operator'; readonly text: string }
  | { readonly kind: '(' | ')' | '[' | ']' | ','; readonly text: string }

const SPACE = /\s*/y
// A dash in front of an operator may be the one that word processors make of it.
const OPERATOR = /[-–]([a-z]+)/iy
const NUMBER = /-?\d+(?:\.\d+)?(?![\w.])/y
const WORD = /[\p{L}_$][\p{L}\p{N}_.$-]*/uy
// A backtick takes its meaning from the quotation mark that follows.
const TEXT = /"((?:`.|[^"`])*)"|'((?:`.|[^'`])*)'/sy
const MARK = /[()[\],]/y

/** The tokens of a membership rule. Throws `wrongMembershipRule` at a character that begins none. */
export function ruleTokens(rule: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = end(SPACE, rule, 0); at < rule.length; at = end(SPACE, rule, at)) {
    const found = tokenAt(rule, at)
    if (!found) throw ruleFault('syntax', { near: rule.slice(at, at + 20) })
    tokens.push(found.token)
    at += found.length
  }
  return tokens
}

function tokenAt(rule: string, at: number): { token: Token; length: number } | undefined {
  const mark = matchAt(MARK, rule, at)
  if (mark) return { token: { kind: mark[0] as '(', text: mark[0] }, length: 1 }
  const text = matchAt(TEXT, rule, at)
  if (text) return { token: { kind: 'text', text: unescaped(text[1] ?? text[2] ?? '') }, length: text[0].length }
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['operator', OPERATOR],
    ['word', WORD],
  ] as const) {
    const match = matchAt(pattern, rule, at)
    if (match) return { token: { kind, text: match[1] ?? match[0] }, length: match[0].length }
  }
  return undefined
}

function unescaped(text: string): string {
  return text.replace(/`(.)/gs, '$1')
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function end(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0)
}
