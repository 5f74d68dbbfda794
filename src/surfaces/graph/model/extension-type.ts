import type { ExtensionProperty, OpenExtension, SchemaExtension } from '../../../domain/directory/extension-rows.js'
import { applications } from '../../../domain/directory/tables.js'
import type { EntityType, Property } from '../../../odata/model.js'
import { lazily } from '../lazily.js'
import type { Json } from '../present.js'
import { defineType, type GraphType } from './graph-type.js'

/** An open extension as Graph shows it: its name is its id, and the values stand beside it. */
export function presentExtension({ extensionName, values }: OpenExtension): Json {
  return { '@odata.type': '#microsoft.graph.openTypeExtension', id: extensionName, extensionName, ...values }
}

const name: Property<OpenExtension> = {
  name: 'id',
  type: 'Edm.String',
  collection: false,
  get: ({ extensionName }) => extensionName,
}

/** What `$expand=extensions($filter=…)` can ask of an open extension: its name. */
export const openExtensionType: EntityType<OpenExtension> = {
  name: 'microsoft.graph.extension',
  property: (wanted) => (['id', 'extensionname'].includes(wanted.toLowerCase()) ? name : undefined),
  navigation: () => undefined,
}

/** The definition of a directory extension. */
export const extensionPropertyType: () => GraphType<ExtensionProperty> = lazily(() =>
  defineType<ExtensionProperty>('extensionProperty', {
    read: {
      appDisplayName: ({ applicationId }, reader) => reader.table(applications).get(applicationId)?.displayName ?? null,
      isSyncedFromOnPremises: () => false,
    },
  }),
)

/** The definition of a schema extension. */
export const schemaExtensionType: () => GraphType<SchemaExtension> = lazily(() =>
  defineType<SchemaExtension>('schemaExtension'),
)
