import type { ManyToMany, ManyToOne } from '../../../domain/dataverse/metadata.js'
import type { Model } from '../../../domain/dataverse/model.js'
import { guidOf } from '../../../kernel/guid.js'
import { type DefinitionNode, noNavigations } from './definition.js'
import { managed } from './label.js'

/** The id of the definition of a relationship with a lookup: one relationship of several targets has a name for each. */
export function oneToManyIdOf({ schemaName, to }: Pick<ManyToOne, 'schemaName' | 'to'>): string {
  return guidOf(`relationship/${schemaName}/${to}`)
}

/** The id of the definition of a many-to-many relationship. */
export function manyToManyIdOf(schemaName: string): string {
  return guidOf(`relationship/${schemaName}`)
}

/** A relationship with a lookup, as both its tables and `RelationshipDefinitions` show it. */
export function manyToOneDefinition(model: Model, relationship: ManyToOne): DefinitionNode {
  const { schemaName, from, column, navigation, to, collection, cascadeAssign, cascadeDelete } = relationship
  // Access goes where rows go.
  const access = cascadeAssign === 'Cascade' ? 'Cascade' : 'NoCascade'
  return {
    definition: {
      '@odata.type': '#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
      MetadataId: oneToManyIdOf(relationship),
      SchemaName: schemaName,
      RelationshipType: 'OneToManyRelationship',
      ...origin(model.table(from)?.columns.get(column)?.isCustom ?? false),
      IsCustomizable: managed('iscustomizable', true),
      ReferencedEntity: to,
      ReferencedAttribute: model.table(to)?.primaryId ?? null,
      ReferencingEntity: from,
      ReferencingAttribute: column,
      ReferencedEntityNavigationPropertyName: collection,
      ReferencingEntityNavigationPropertyName: navigation,
      CascadeConfiguration: {
        Assign: cascadeAssign,
        Delete: cascadeDelete,
        Reparent: access,
        Share: access,
        Unshare: access,
      },
      HasChanged: null,
    },
    navigations: noNavigations,
  }
}

/** A many-to-many relationship as `ManyToManyRelationshipMetadata`. */
export function manyToManyDefinition(model: Model, relationship: ManyToMany): DefinitionNode {
  const { schemaName, table1, column1, navigation1, table2, column2, navigation2, intersectTable } = relationship
  return {
    definition: {
      '@odata.type': '#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata',
      MetadataId: manyToManyIdOf(schemaName),
      SchemaName: schemaName,
      RelationshipType: 'ManyToManyRelationship',
      ...origin(model.table(intersectTable)?.isCustom ?? false),
      IsCustomizable: managed('iscustomizable', true),
      Entity1LogicalName: table1,
      Entity2LogicalName: table2,
      IntersectEntityName: intersectTable,
      Entity1NavigationPropertyName: navigation1,
      Entity2NavigationPropertyName: navigation2,
      Entity1IntersectAttribute: column1,
      Entity2IntersectAttribute: column2,
      HasChanged: null,
    },
    navigations: noNavigations,
  }
}

/** What is custom belongs to no managed solution. */
function origin(isCustom: boolean): object {
  return { IsCustomRelationship: isCustom, IsManaged: !isCustom }
}
