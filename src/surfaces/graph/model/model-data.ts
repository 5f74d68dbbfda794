import data from '../../../../fixtures/graph-model.json' with { type: 'json' }

/** A property as the model declares it; the operators are those that `$filter` takes, by the mode in which it takes them. */
export interface PropertyData {
  readonly type: string
  readonly collection?: boolean
  readonly always?: string
  readonly advanced?: string
  readonly plainOnly?: string
  readonly search?: string
  readonly orderBy?: string
  /** It is never shown unless `$select` names it, and then the id is shown as well. */
  readonly selectOnly?: boolean
  /** It is never shown unless `$select` names it. */
  readonly askedOnly?: boolean
  /** Only a single object has it: `$select` on a list answers 501. */
  readonly singleOnly?: boolean
  /** As `paths` of the entity, for a property that is not of the model. */
  readonly paths?: Readonly<Record<string, PathData>>
  /** Returned, but not part of the metadata. */
  readonly undeclared?: boolean
  /** Under /v1.0 there is no such property. */
  readonly betaOnly?: boolean
}

/** The operators of `$filter` for a path below the object, such as `assignedLicenses/skuId` or `proxyAddresses/$count`. */
export type PathData = Pick<PropertyData, 'always' | 'advanced' | 'plainOnly'>

export interface EntityData {
  readonly entitySet?: string
  readonly open?: boolean
  /** What is returned without `$select`, in that order. */
  readonly default: string
  readonly properties: Readonly<Record<string, PropertyData>>
  readonly paths?: Readonly<Record<string, PathData>>
  readonly navigation?: Readonly<Record<string, { readonly type: string; readonly collection?: boolean }>>
  readonly expand?: string
}

export interface ComplexData {
  /** It has members that the model does not name. */
  readonly open?: boolean
  readonly properties?: Readonly<Record<string, { readonly type: string; readonly collection?: boolean }>>
  /** The members of an enumeration. */
  readonly members?: string
}

export type EntityName = keyof typeof data.entities

/** The entity types by name. */
export const entityData: Readonly<Record<EntityName, EntityData>> = data.entities

/** The complex types and enumerations by name. */
export const complexData: Readonly<Record<string, ComplexData>> = data.complex
