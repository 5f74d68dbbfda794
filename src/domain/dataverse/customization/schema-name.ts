import { DomainError } from '../../../kernel/errors.js'

/** A publisher's prefix, an underscore, and the rest. */
const SCHEMA_NAME = /^[A-Za-z][A-Za-z0-9]{1,7}_[A-Za-z0-9_]+$/

/** The longest schema name of each kind of component. */
const longest = { entity: 50, attribute: 50, relationship: 100, entitykey: 100 } as const

export type ComponentKind = keyof typeof longest

/** Throws `schemaNameInvalid` for a name without a publisher's prefix, with strange characters, or too long. */
export function requireSchemaName(kind: ComponentKind, name: string): void {
  if (!SCHEMA_NAME.test(name) || name.length > longest[kind]) throw new DomainError('schemaNameInvalid', { kind, name })
}

/** Under which the Web API serves a table that did not ask for a name: the English plural of its logical name. */
export function entitySetNameOf(logicalName: string): string {
  if (/[^aeiou]y$/.test(logicalName)) return `${logicalName.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(logicalName) ? `${logicalName}es` : `${logicalName}s`
}
