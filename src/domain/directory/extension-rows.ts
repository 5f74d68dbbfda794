/** Kinds of objects that directory extensions can be for, as Graph spells them. */
export const EXTENSION_TARGETS = [
  'User',
  'Group',
  'AdministrativeUnit',
  'Application',
  'Device',
  'Organization',
] as const

export type ExtensionTarget = (typeof EXTENSION_TARGETS)[number]

/** Types of values that extensions have. */
export const EXTENSION_TYPES = ['Binary', 'Boolean', 'DateTime', 'Integer', 'LargeInteger', 'String'] as const

export type ExtensionType = (typeof EXTENSION_TYPES)[number]

/** The definition of a directory extension. Values stand in the `extra` of objects, under its name. */
export interface ExtensionProperty {
  readonly id: string
  /** Object id of the application that owns it. */
  readonly applicationId: string
  /** `extension_{app id without dashes}_{name}` */
  readonly name: string
  readonly dataType: ExtensionType
  readonly isMultiValued: boolean
  readonly targetObjects: readonly ExtensionTarget[]
}

/** The definition of a schema extension. Values stand in the `extra` of objects, under its id. */
export interface SchemaExtension {
  readonly id: string
  readonly description: string | null
  /** App id of the application that owns it. */
  readonly owner: string
  readonly status: 'InDevelopment' | 'Available' | 'Deprecated'
  readonly properties: readonly SchemaProperty[]
  readonly targetTypes: readonly string[]
  /** The tenant that defines it, where that is another: what somebody here has used is remembered here. */
  readonly definedBy?: string
}

export interface SchemaProperty {
  readonly name: string
  readonly type: Exclude<ExtensionType, 'LargeInteger'>
}

/** Values that an app keeps with an object under a name of its own. */
export interface OpenExtension {
  readonly objectId: string
  /** The app that made it. */
  readonly appId: string
  readonly extensionName: string
  readonly values: Readonly<Record<string, ExtensionValue>>
}

export type ExtensionValue = string | number | boolean | null | readonly (string | number | boolean | null)[]
