import type { EdmType } from '../nodes/literal.js'

/** Types whose values live and compare alike. */
export type TypeClass =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'guid'
  | 'instant'
  | 'time'
  | 'duration'
  | 'binary'
  | 'enum'
  | 'untyped'
  | 'structured'

const classes: Readonly<Record<EdmType, TypeClass>> = {
  'Edm.Null': 'null',
  'Edm.Boolean': 'boolean',
  'Edm.Byte': 'number',
  'Edm.Int16': 'number',
  'Edm.Int32': 'number',
  'Edm.Int64': 'number',
  'Edm.Single': 'number',
  'Edm.Double': 'number',
  'Edm.Decimal': 'number',
  'Edm.String': 'string',
  'Edm.Guid': 'guid',
  'Edm.Date': 'instant',
  'Edm.DateTimeOffset': 'instant',
  'Edm.TimeOfDay': 'time',
  'Edm.Duration': 'duration',
  'Edm.Binary': 'binary',
  'Edm.Untyped': 'untyped',
  enum: 'enum',
  complex: 'structured',
  entity: 'structured',
}

/** What a type compares with. */
export function classOf(type: EdmType): TypeClass {
  return classes[type]
}

/** Whether a name is that of a primitive type. */
export function isEdmType(name: string): name is EdmType {
  return name.startsWith('Edm.') && Object.hasOwn(classes, name)
}
