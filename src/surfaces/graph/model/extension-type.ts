import type { OpenExtension } from '../../../domain/directory/user-rows.js'
import type { EntityType, Property } from '../../../odata/model.js'
import type { Json } from '../present.js'

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
