import type { EntityType, Property } from '../../../odata/model.js'
import type { EdmType } from '../../../odata/nodes/literal.js'
import type { Definition, DefinitionNode } from './definition.js'

/** Members whose values are names of an enumeration. */
const enumerations = new Set([
  'AttributeType',
  'OwnershipType',
  'RelationshipType',
  'EntityKeyIndexStatus',
  'OptionSetType',
])

/** The type of definitions as the OData engine sees it: members are what one of them shows. */
export function definitionType(name: string, nodes: readonly DefinitionNode[]): EntityType<DefinitionNode> {
  const qualified = `Microsoft.Dynamics.CRM.${name}`
  return {
    name: qualified,
    property(member) {
      const sample = sampleOf(
        nodes.map((node) => node.definition),
        member,
      )
      return sample === undefined ? undefined : memberOf(member, sample, (node) => node.definition[member])
    },
    navigation(member) {
      const first = nodes.find((node) => node.navigations[member])
      const reached = first?.navigations[member]?.()
      if (!first || reached === undefined || !isList(reached)) return undefined
      return {
        name: member,
        collection: true,
        target: () => definitionType(member, reached),
        follow: (node) => listOf(node.navigations[member]?.()),
      }
    },
  }
}

function isList(reached: readonly DefinitionNode[] | DefinitionNode): reached is readonly DefinitionNode[] {
  return Array.isArray(reached)
}

function listOf(reached: readonly DefinitionNode[] | DefinitionNode | undefined): readonly DefinitionNode[] {
  if (reached === undefined) return []
  return isList(reached) ? reached : [reached]
}

/** A value of the member that says most about its type; null where all are null, undefined where nobody has it. */
function sampleOf(definitions: readonly Definition[], member: string): unknown {
  let found: unknown
  for (const definition of definitions) {
    if (!(member in definition)) continue
    found = definition[member]
    if (found !== null) return found
  }
  return found
}

function memberOf<Row>(name: string, sample: unknown, get: (row: Row) => unknown): Property<Row> {
  if (Array.isArray(sample)) return { name, type: 'complex', collection: true, get }
  if (typeof sample === 'object' && sample !== null)
    return { name, type: 'complex', collection: false, get, complex: complexType(name, sample as Definition) }
  return { name, type: edmTypeOf(name, sample), collection: false, get }
}

function complexType(name: string, sample: Definition): EntityType {
  return {
    name: `Microsoft.Dynamics.CRM.${name}`,
    property(member) {
      if (!(member in sample)) return undefined
      // The value of a required level is a name of an enumeration as well.
      const type = name === 'RequiredLevel' && member === 'Value' ? 'enum' : edmTypeOf(member, sample[member])
      return { name: member, type, collection: false, get: (value) => (value as Definition)[member] }
    },
    navigation: () => undefined,
  }
}

function edmTypeOf(name: string, sample: unknown): EdmType {
  if (enumerations.has(name)) return 'enum'
  if (name === 'MetadataId') return 'Edm.Guid'
  if (typeof sample === 'boolean') return 'Edm.Boolean'
  return typeof sample === 'number' ? 'Edm.Int32' : 'Edm.String'
}
