import type { Dialect } from '../dialect.js'
import { classOf } from '../evaluate/type-class.js'
import type { PropertyIndex } from '../model.js'
import type { EdmType, Literal } from '../nodes/literal.js'

/** The key under which an index holds the rows whose property equals a literal; undefined where it has none. */
export function keyIn(index: PropertyIndex, type: EdmType, literal: Literal, dialect: Dialect): string | undefined {
  if (literal.value === null) return undefined
  switch (classOf(type)) {
    case 'string':
      return index.key ? index.key(String(literal.value)) : dialect.fold(String(literal.value))
    case 'guid':
      return index.key ? index.key(String(literal.value)) : String(literal.value).toLowerCase()
    case 'instant':
    case 'time':
    case 'duration':
      return index.key?.(literal.text)
    case 'number':
    case 'boolean':
    case 'enum':
      return index.key ? index.key(String(literal.value)) : String(literal.value)
    default:
      return undefined
  }
}
