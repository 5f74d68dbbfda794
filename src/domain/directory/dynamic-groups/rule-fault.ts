import { DomainError } from '../../../kernel/errors.js'

/** What can be wrong with a membership rule. */
export type RuleFault = 'syntax' | 'operator' | 'operands' | 'property' | 'object'

/** The refusal of a membership rule: which fault it has, and where. */
export function ruleFault(fault: RuleFault, details: Readonly<Record<string, unknown>>): DomainError {
  return new DomainError('wrongMembershipRule', { fault, ...details })
}
