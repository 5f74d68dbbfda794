import type { RequestContext } from '../context.js'
import type { DefinitionNode } from './definition.js'
import { manyToManyDefinition, manyToOneDefinition } from './relationship-definition.js'
import { tableDefinition } from './table-definition.js'

/** What the sets of metadata hold. There are no choices that several tables share. */
export function rootDefinitions({ environment, model }: RequestContext, set: string): readonly DefinitionNode[] {
  switch (set) {
    case 'EntityDefinitions':
      return model.tableNames.flatMap((name) => {
        const table = model.table(name)
        return table ? [tableDefinition(environment, model, table)] : []
      })
    case 'RelationshipDefinitions':
      return [
        ...model.manyToOne.map((each) => manyToOneDefinition(model, each)),
        ...model.manyToMany.map((each) => manyToManyDefinition(model, each)),
      ]
    default:
      return []
  }
}
