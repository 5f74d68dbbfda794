import type { Reader } from '../../access.js'
import type { Member } from '../find-principal.js'
import { compares } from './compares.js'
import { deviceRuleProperty } from './device-rule-properties.js'
import type { Condition, Quantified, Rule, RuleObject } from './rule.js'
import type { Item, PropertyValue } from './rule-properties.js'
import { userRuleProperty } from './user-rule-properties.js'

/** Answers for a subject of a condition: a property of a user or device, or of an item of one of its collections. */
type Subjects = (name: string) => PropertyValue

/** Who or what a rule may make a member. */
export type RuleSubject = Extract<Member, { readonly type: RuleObject }>

/** Whether somebody, or a device, fits a membership rule at an instant, in milliseconds since the epoch. */
export function fitsRule(reader: Reader, subject: RuleSubject, rule: Rule, now: number): boolean {
  if (rule.object !== subject.type) return false
  if (rule.kind === 'directReports') return subject.type === 'user' && subject.object.managerId === rule.managerId
  return meets(rule.condition, (name) => propertyOf(reader, subject, name.slice(name.indexOf('.') + 1)), now)
}

function propertyOf(reader: Reader, subject: RuleSubject, name: string): PropertyValue {
  return subject.type === 'user'
    ? (userRuleProperty(name)?.read(subject.object, reader) ?? null)
    : (deviceRuleProperty(name)?.read(subject.object, reader) ?? null)
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
