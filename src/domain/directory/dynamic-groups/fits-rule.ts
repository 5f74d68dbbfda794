import type { Reader } from '../../access.js'
import type { User } from '../user-rows.js'
import { compares } from './compares.js'
import type { Condition, Quantified, Rule } from './rule.js'
import { type Item, type PropertyValue, ruleProperty } from './rule-properties.js'

/** Answers for a subject of a condition: a property of a user, or of an item of one of the user's collections. */
type Subjects = (name: string) => PropertyValue

/** Whether a user fits a membership rule at an instant, in milliseconds since the epoch. */
export function fitsRule(reader: Reader, user: User, rule: Rule, now: number): boolean {
  if (rule.kind === 'directReports') return user.managerId === rule.managerId
  if (rule.kind === 'devices') return false
  return meets(rule, (name) => ruleProperty(name.slice('user.'.length))?.read(user, reader) ?? null, now)
}

function meets(condition: Condition, subjects: Subjects, now: number): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.conditions.every((each) => meets(each, subjects, now))
    case 'or':
      return condition.conditions.some((each) => meets(each, subjects, now))
    case 'not':
      return !meets(condition.condition, subjects, now)
    case 'comparison':
      return compares(condition, subjects(condition.subject), now)
    default:
      return isMetByItems(condition, subjects(condition.subject), now)
  }
}

function isMetByItems({ kind, condition }: Quantified, collection: PropertyValue, now: number): boolean {
  if (!Array.isArray(collection)) return false
  const isMet = (item: string | Item) => meets(condition, subjectsOf(item), now)
  return kind === 'any' ? collection.some(isMet) : collection.every(isMet)
}

/** A text is `_`; other items have properties, after the name of what they are. */
function subjectsOf(item: string | Item): Subjects {
  if (typeof item === 'string') return () => item
  return (name) => item[name.slice(name.indexOf('.') + 1)] ?? null
}
