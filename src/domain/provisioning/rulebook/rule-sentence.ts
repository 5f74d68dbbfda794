import accessModes from './access-modes.json' with { type: 'json' }
import accounts from './accounts.json' with { type: 'json' }
import customers from './customers.json' with { type: 'json' }
import elevation from './elevation.json' with { type: 'json' }
import eligibility from './eligibility.json' with { type: 'json' }
import gettingIn from './getting-in.json' with { type: 'json' }
import licenses from './licenses.json' with { type: 'json' }
import operations from './operations.json' with { type: 'json' }
import rolesAndTeams from './roles-and-teams.json' with { type: 'json' }
import specialUsers from './special-users.json' with { type: 'json' }

const CHAPTERS = [
  accounts,
  licenses,
  gettingIn,
  eligibility,
  accessModes,
  specialUsers,
  operations,
  elevation,
  rolesAndTeams,
  customers,
]

const SENTENCES: ReadonlyMap<string, string> = new Map(
  CHAPTERS.flatMap(({ families }) => families.flatMap(({ rules }) => rules.map(({ id, rule }) => [id, rule] as const))),
)

/**
 * What a provisioning rule says, in one sentence; an empty text for an id that is none. The rules are a large table
 * that few requests need: import this file when somebody asks (`await import`), never at the start.
 */
export function ruleSentence(id: string): string {
  return SENTENCES.get(id) ?? ''
}
