/** A group of custom security attributes. */
export interface AttributeSet {
  readonly id: string
  readonly description: string | null
  readonly maxAttributesPerSet: number | null
}

/** What a custom security attribute is. Values stand by themselves, out of sight of whoever reads the object. */
export interface SecurityAttributeDefinition {
  /** `{attribute set}_{name}` */
  readonly id: string
  readonly attributeSet: string
  readonly name: string
  readonly description: string | null
  readonly isCollection: boolean
  readonly isSearchable: boolean
  readonly status: 'Available' | 'Deprecated'
  readonly type: 'Boolean' | 'Integer' | 'String'
  readonly usePreDefinedValuesOnly: boolean
  readonly allowedValues: readonly AllowedValue[]
}

/** A value that an attribute can have where it is predefined. */
export interface AllowedValue {
  readonly id: string
  readonly isActive: boolean
}

/** The values of a user or a service principal, by attribute set and name. */
export interface SecurityAttributes {
  readonly objectId: string
  readonly values: SecurityAttributeValues
}

export type SecurityAttributeValues = Readonly<Record<string, Readonly<Record<string, SecurityAttributeValue>>>>
export type SecurityAttributeValue = boolean | number | string | readonly (number | string)[]
