import type { SelectItem } from '../nodes/query.js'
import { type ParseOptions, TokenReader } from './token-reader.js'

/** Reads a `$select`: `id,displayName,employeeOrgData/division`, `*`. Throws `ODataProblem`. */
export function parseSelect(text: string, options: ParseOptions = {}): readonly SelectItem[] {
  const reader = new TokenReader(text, options)
  const items = parseSelectItems(reader)
  reader.expectEnd()
  return items
}

/** `path *( "," path )`, where a path is `"*"` or `name *( "/" name )` */
export function parseSelectItems(reader: TokenReader): readonly SelectItem[] {
  const items: SelectItem[] = []
  do {
    const { position } = reader.peek()
    items.push(Object.freeze({ path: parseNames(reader), position }))
  } while (reader.takeSymbol(','))
  return Object.freeze(items)
}

function parseNames(reader: TokenReader): readonly string[] {
  if (reader.takeSymbol('*')) return Object.freeze(['*'])
  const names = [reader.expectWord('name').text]
  while (reader.takeSymbol('/')) names.push(reader.expectWord('name').text)
  return Object.freeze(names)
}
