/** The primitive types a literal, a property or an expression can have, plus `enum`, `complex` and `entity`. */
export type EdmType =
  | 'Edm.Null'
  | 'Edm.Boolean'
  | 'Edm.Byte'
  | 'Edm.Int16'
  | 'Edm.Int32'
  | 'Edm.Int64'
  | 'Edm.Single'
  | 'Edm.Double'
  | 'Edm.Decimal'
  | 'Edm.String'
  | 'Edm.Guid'
  | 'Edm.Date'
  | 'Edm.DateTimeOffset'
  | 'Edm.TimeOfDay'
  | 'Edm.Duration'
  | 'Edm.Binary'
  | 'Edm.Untyped'
  | 'enum'
  | 'complex'
  | 'entity'

/**
 * A constant. `text` is how it stands in the expression; `value` is what it means: a decoded string, a number, a lower-case
 * guid, milliseconds since the epoch (date, date-time), milliseconds (time of day, duration), an enum member's name.
 */
export interface Literal {
  readonly kind: 'literal'
  readonly type: EdmType
  readonly value: string | number | boolean | null
  readonly text: string
  readonly position: number
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** A JSON array or object where OData allows one: function arguments, parameter aliases, the right side of `in`. */
export interface Json {
  readonly kind: 'json'
  readonly value: JsonValue
  readonly position: number
}

/** `@p1`: stands for a value given elsewhere in the query string. `name` includes the `@`. */
export interface Alias {
  readonly kind: 'alias'
  readonly name: string
  readonly position: number
}
