import type { RuleFault } from '../../../domain/directory/dynamic-groups/rule-fault.js'
import { badRequest, type Details, type WireError } from './wire-error.js'

const PREFIX = 'Dynamic membership rule validation error:'

/** What the directory says of a membership rule; the texts are those that people have quoted, the codes are not documented. */
const SAID: Readonly<Record<RuleFault, (details: Details) => string>> = {
  object: () => `${PREFIX} Invalid object type.`,
  property: ({ property, object }) =>
    `${PREFIX} Wrong property applied. Property '${property}' cannot be applied to object '${object}'`,
  operands: ({ operator }) => `${PREFIX} Invalid operands found for operator -${operator}`,
  operator: ({ operator }) => `${PREFIX} Invalid operator found: ${operator}`,
  syntax: ({ near }) => `${PREFIX} Rule syntax is not valid near '${near}'.`,
}

/** The refusal of a rule that cannot be read. */
export function wrongMembershipRule(details: Details): WireError {
  const said = SAID[String(details.fault) as RuleFault](details)
  return badRequest(said, [{ code: 'WrongMembershipRule', message: said, target: 'membershipRule' }])
}
