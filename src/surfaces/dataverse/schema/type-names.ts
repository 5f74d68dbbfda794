import { type Html, html as xml } from '../../../http/html.js'
import { complexTypes, enumTypes } from './complex-types.js'
import type { Members, TypeName } from './operation-signatures.js'

const EDM = new Set(['Boolean', 'DateTimeOffset', 'Guid', 'Int32', 'Int64', 'String'])

/** A type as CSDL names it: `[Guid]` is `Collection(Edm.Guid)`, `account` is `mscrm.account`. */
export function csdlType(type: TypeName): string {
  const one = /^\[(.*)\]$/.exec(type)?.[1]
  if (one !== undefined) return `Collection(${csdlType(one)})`
  return EDM.has(type) ? `Edm.${type}` : `mscrm.${type}`
}

/** The members of a complex type; those that are rows are navigation properties. */
export function membersXml(members: Members): readonly Html[] {
  return Object.entries(members).map(([name, type]) =>
    isRow(type)
      ? xml`<NavigationProperty Name="${name}" Type="${csdlType(type)}"${nullable(type)}/>`
      : xml`<Property Name="${name}" Type="${csdlType(type)}"${nullable(type)}/>`,
  )
}

/** The parameters of a function or action. */
export function parametersXml(parameters: Members): readonly Html[] {
  return Object.entries(parameters).map(
    ([name, type]) => xml`<Parameter Name="${name}" Type="${csdlType(type)}"${nullable(type)}/>`,
  )
}

/** Texts may be absent, whatever else has a value. */
function nullable(type: TypeName): Html {
  return type === 'String' ? xml` Unicode="false"` : xml` Nullable="false"`
}

function isRow(type: TypeName): boolean {
  const name = type.replace(/^\[|\]$/g, '')
  return !EDM.has(name) && !Object.hasOwn(complexTypes, name) && !Object.hasOwn(enumTypes, name)
}
