import type { Row } from '../../domain/dataverse/tables.js'
import type { EntityType, Property } from '../../odata/model.js'

/** A yes or no that a solution may fix (Microsoft: BooleanManagedProperty). */
export interface ManagedProperty {
  readonly Value: boolean
  readonly CanBeChanged: boolean
  readonly ManagedPropertyLogicalName: string
}

/** A managed property: its value, and whether it can be changed. */
export function managedProperty(name: string, value: boolean): ManagedProperty {
  return { Value: value, CanBeChanged: true, ManagedPropertyLogicalName: name }
}

const members: readonly Property[] = [
  { name: 'Value', type: 'Edm.Boolean', collection: false, get: (value) => (value as ManagedProperty).Value },
  {
    name: 'CanBeChanged',
    type: 'Edm.Boolean',
    collection: false,
    get: (value) => (value as ManagedProperty).CanBeChanged,
  },
]

const type: EntityType = {
  name: 'Microsoft.Dynamics.CRM.BooleanManagedProperty',
  property: (name) => members.find((member) => member.name === name),
  navigation: () => undefined,
}

/** How a managed property column is read as a complex value. */
export function managedPropertyType(column: string): Pick<Property<Row>, 'get' | 'complex'> {
  return { complex: type, get: (row) => managedProperty(column, row[column] !== false) }
}
