import type { EntityType } from './model.js'
import type { ExpandItem, SelectItem } from './nodes/query.js'

/** Refuses names in `$select` that the type does not have (`unknownProperty`); navigation names pass. */
export function checkSelect(_select: readonly SelectItem[], _type: EntityType<never>): void {
  throw new Error('stub')
}

/** Refuses names in `$expand` that are no navigation, at every depth, and unknown names in nested `$select`. */
export function checkExpand(_expand: readonly ExpandItem[], _type: EntityType<never>): void {
  throw new Error('stub')
}
