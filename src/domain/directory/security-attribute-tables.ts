import { fold } from '../../kernel/fold.js'
import { defineTable } from '../../store/table-definition.js'
import type { AttributeSet, SecurityAttributeDefinition, SecurityAttributes } from './security-attribute-rows.js'

export const attributeSets = defineTable<AttributeSet>({
  name: 'attributeSets',
  id: (set) => fold(set.id),
  indexes: {},
})

/** Definitions of custom security attributes. */
export const securityAttributeDefinitions = defineTable<SecurityAttributeDefinition>({
  name: 'securityAttributeDefinitions',
  id: (definition) => fold(definition.id),
  indexes: {},
})

/** Custom security attributes of users and service principals. They stay while those are deleted. */
export const securityAttributes = defineTable<SecurityAttributes>({
  name: 'securityAttributes',
  id: (assigned) => assigned.objectId,
  indexes: {},
})
