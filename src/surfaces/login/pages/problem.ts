import type { DomainError } from '../../../kernel/errors.js'
import { GENERAL, wordings } from './wordings.js'

/** What was wrong with a form, for the person who filled it in. */
export interface Problem {
  readonly text: string
  /** What has to be mended; undefined when it is no single field. */
  readonly about: string | undefined
}

/** Words a refusal for a person: a customer of the organization, or a member. */
export function problemOf({ word, details }: DomainError, isCustomer: boolean): Problem {
  const { text, customers, about } = wordings[word] ?? GENERAL
  const property = typeof details.property === 'string' ? details.property : undefined
  return { text: isCustomer ? (customers ?? text) : text, about: about ?? property }
}
