import type { Reader } from '../../access.js'

/** Of what kind a property is: which operators fit it follows from that. */
export type PropertyKind = 'text' | 'boolean' | 'date' | 'texts' | 'plans' | 'groups'

/** An item of a collection that has properties itself, by their names in lower case. */
export type Item = Readonly<Record<string, string | null>>

export type PropertyValue = string | boolean | null | readonly string[] | readonly Item[]

/** What rules may ask of an object of a kind. */
export interface RuleProperty<Row> {
  readonly kind: PropertyKind
  readonly read: (row: Row, reader: Reader) => PropertyValue
}

/** What the items of a collection are called within its condition, and which properties they have there. */
export const ITEMS: Readonly<
  Partial<Record<PropertyKind, { readonly of: string; readonly names: readonly string[] }>>
> = {
  plans: { of: 'assignedplan', names: ['serviceplanid', 'service', 'capabilitystatus'] },
  groups: { of: 'group', names: ['objectid'] },
}

/** The number of an extension attribute by the name that rules give it, in lower case. */
export function extensionAttributeOf(name: string): string | undefined {
  const number = /^extensionattribute(1[0-5]|[1-9])$/.exec(name)?.[1]
  return number === undefined ? undefined : `extensionAttribute${number}`
}

/** The value of a directory extension, whatever the case of its name. */
export function extraValue(extra: Readonly<Record<string, unknown>>, name: string): string | boolean | null {
  const found = Object.entries(extra).find(([key]) => key.toLowerCase() === name)?.[1]
  if (typeof found === 'boolean' || typeof found === 'string') return found
  return typeof found === 'number' ? String(found) : null
}

export function groupItem({ id }: { readonly id: string }): Item {
  return { objectid: id }
}
