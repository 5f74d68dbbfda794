import { lookupProperty } from '../../../domain/dataverse/metadata.js'
import type { NamedFunctionCall } from '../../../odata/dialect.js'
import type { Property } from '../../../odata/model.js'
import { ODataProblem } from '../../../odata/problem.js'

/** The property that `PropertyName` names; a lookup may go by its column. Throws `ODataProblem`. */
export function functionProperty(call: NamedFunctionCall): Property {
  const name = String(call.arguments.get('PropertyName') ?? '')
  const property = call.type.property(name) ?? call.type.property(lookupProperty(name))
  if (property) return property
  throw new ODataProblem({ reason: 'unknownProperty', property: name, type: call.type.name }, call.position)
}

/** Refuses a call whose arguments will not do. */
export function wrongArguments(call: NamedFunctionCall, expected: string): ODataProblem {
  const found = [...call.arguments.values()].map((value) => JSON.stringify(value))
  return new ODataProblem({ reason: 'wrongArguments', function: call.name, found, expected }, call.position)
}

/** The values of an array argument. Throws `ODataProblem` when it is none. */
export function arrayArgument(call: NamedFunctionCall, name: string): readonly (string | number | boolean)[] {
  const value = call.arguments.get(name)
  if (!Array.isArray(value)) throw wrongArguments(call, `${name} as a JSON array`)
  return value.filter((each) => ['string', 'number', 'boolean'].includes(typeof each))
}

/** A number argument. Throws `ODataProblem` when it is none. */
export function numberArgument(call: NamedFunctionCall, name: string): number {
  const value = Number(call.arguments.get(name))
  if (!Number.isFinite(value)) throw wrongArguments(call, `${name} as a number`)
  return value
}

/** The form under which a value of a property is compared: numbers as numbers, instants as milliseconds, text folded. */
export function comparable(
  value: unknown,
  property: Property,
  fold: (text: string) => string,
): string | number | undefined {
  if (value === null || value === undefined) return undefined
  if (property.type === 'Edm.DateTimeOffset' || property.type === 'Edm.Date') return Date.parse(String(value))
  if (isNumeric(property)) return Number(value)
  return fold(String(value))
}

function isNumeric({ type }: Property): boolean {
  return type === 'Edm.Int32' || type === 'Edm.Int64' || type === 'Edm.Decimal' || type === 'Edm.Double'
}
