import type { Json, JsonValue } from '../nodes/literal.js'
import { skipSpace } from './token.js'
import type { TokenReader } from './token-reader.js'

const NUMBER = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/iy
const WORD = /true|false|null/y
const ESCAPE: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

type Scope = 'Array' | 'Object' | 'Value'

/** A JSON array or object at the reader's place. Strings may stand in single quotes too, as the services accept. */
export function parseJson(reader: TokenReader): Json {
  const { position } = reader.peek()
  reader.seek(position)
  return Object.freeze({ kind: 'json', value: readValue(reader), position })
}

function readValue(reader: TokenReader): JsonValue {
  const at = skipSpace(reader.text, reader.place)
  const character = reader.text.charAt(at)
  reader.seek(at)
  if (character === '[') return reader.nest(() => readArray(reader))
  if (character === '{') return reader.nest(() => readObject(reader))
  if (character === '"' || character === "'") return readString(reader)
  const word = readPattern(reader, WORD)
  if (word) return word === 'null' ? null : word === 'true'
  const number = readPattern(reader, NUMBER)
  return number ? Number(number) : invalid(reader, 'value', 'Value')
}

function readArray(reader: TokenReader): JsonValue {
  const items: JsonValue[] = []
  readItems(reader, ']', 'Array', () => items.push(readValue(reader)))
  return Object.freeze(items)
}

function readObject(reader: TokenReader): JsonValue {
  const members: [string, JsonValue][] = []
  readItems(reader, '}', 'Object', () => {
    const name = readString(reader)
    if (!readCharacter(reader, ':')) invalid(reader, ':', 'Object')
    members.push([name, readValue(reader)])
  })
  return Object.freeze(Object.fromEntries(members))
}

function readItems(reader: TokenReader, close: string, scope: Scope, readItem: () => void): void {
  reader.seek(reader.place + 1)
  if (readCharacter(reader, close)) return
  do readItem()
  while (readCharacter(reader, ','))
  if (!readCharacter(reader, close)) invalid(reader, ',', scope)
}

function readCharacter(reader: TokenReader, character: string): boolean {
  const at = skipSpace(reader.text, reader.place)
  reader.seek(at)
  if (reader.text.charAt(at) !== character) return false
  reader.seek(at + 1)
  return true
}

function readPattern(reader: TokenReader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.place
  const match = pattern.exec(reader.text)
  if (match) reader.seek(reader.place + match[0].length)
  return match?.[0]
}

function readString(reader: TokenReader): string {
  const { text } = reader
  const start = skipSpace(text, reader.place)
  const quote = text.charAt(start)
  if (quote !== '"' && quote !== "'") invalid(reader, 'value', 'Object')
  let value = ''
  let from = start + 1
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === quote) {
      reader.seek(at + 1)
      return value + text.slice(from, at)
    }
    if (character !== '\\') continue
    const code = text.charAt(at + 1) === 'u' ? /^[\da-f]{4}/i.exec(text.slice(at + 2, at + 6))?.[0] : undefined
    const escaped = text.charAt(at + 1)
    value +=
      text.slice(from, at) + (code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPE[escaped] ?? escaped))
    at += code ? 5 : 1
    from = at + 1
  }
  return reader.fail({ reason: 'unterminatedLiteral' }, text.length)
}

function invalid(reader: TokenReader, expected: string, scope: Scope): never {
  return reader.fail({ reason: 'invalidJson', expected, scope }, reader.place)
}
