import { defineTable } from '../../store/table-definition.js'
import type { ChangeSubscription } from './subscription-rows.js'

/** Who wants to be told of changes. */
export const changeSubscriptions = defineTable<ChangeSubscription>({
  name: 'changeSubscriptions',
  id: (subscription) => subscription.id,
  indexes: {},
})
