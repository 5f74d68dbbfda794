import type { Reader } from '../../../domain/access.js'
import { searchUsers } from '../../../domain/directory/search-users.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { LoginAnswer } from '../login-request.js'
import { type Pickable, pickPage } from '../pages/pick-page.js'
import type { Asking } from '../pages/sign-in-page.js'
import { isForConsumers } from '../tenant-segment.js'
import type { Interaction } from './interaction.js'
import { expectedTenant } from './organization.js'

const MOST_SHOWN = 100

/** The page with the users whose names hold a text: those of the tenant that is expected, or of all. */
export function showUsers(interaction: Interaction, asking: Asking): LoginAnswer {
  return pickPage(interaction, pickable(interaction, asking.name ?? ''), asking)
}

function pickable(interaction: Interaction, text: string): Pickable {
  const users: User[] = []
  for (const reader of readersOf(interaction)) {
    for (const user of searchUsers(reader, text)) {
      if (users.length === MOST_SHOWN) return { users, hasMore: true }
      users.push(user)
    }
  }
  return { users, hasMore: false }
}

function readersOf(interaction: Interaction): readonly Reader[] {
  const { access } = interaction.login
  if (isForConsumers(interaction.login)) return []
  const tenant = expectedTenant(interaction)
  return tenant ? [tenant] : access.tenants().map((each) => access.read(each))
}
