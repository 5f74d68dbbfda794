import type { ColumnMetadata } from '../../../domain/dataverse/metadata.js'
import type { ComparisonOperator, Expression, NamedArgument, Path } from '../../../odata/nodes/expression.js'
import type { JsonValue } from '../../../odata/nodes/literal.js'
import { literalOf } from '../../../odata/nodes/make-literal.js'
import { RequestRefused } from '../errors.js'
import { wireName } from '../selection.js'
import { literalFor } from './condition-value.js'

/** What an operator means in the language of `$filter`, and how many values it takes. */
interface Operator {
  readonly takes: 'none' | 'one' | 'two' | 'many'
  readonly means: (column: ColumnMetadata, values: readonly string[]) => Expression
}

/**
 * The operators of FetchXML (Microsoft: FetchXML condition operators). Most are the query functions of `$filter` under
 * another name.
 */
const operators: Readonly<Record<string, Operator>> = {
  eq: comparison('eq'),
  ne: comparison('ne'),
  neq: comparison('ne'),
  gt: comparison('gt'),
  ge: comparison('ge'),
  lt: comparison('lt'),
  le: comparison('le'),
  null: againstNull('eq'),
  'not-null': againstNull('ne'),
  like: pattern('Like', (text) => text),
  'not-like': pattern('NotLike', (text) => text),
  'begins-with': pattern('Like', (text) => `${text}%`),
  'not-begin-with': pattern('NotLike', (text) => `${text}%`),
  'ends-with': pattern('Like', (text) => `%${text}`),
  'not-end-with': pattern('NotLike', (text) => `%${text}`),
  in: ofValues('In', 'many'),
  'not-in': ofValues('NotIn', 'many'),
  between: ofValues('Between', 'two'),
  'not-between': ofValues('NotBetween', 'two'),
  'contain-values': ofValues('ContainValues', 'many'),
  'not-contain-values': ofValues('DoesNotContainValues', 'many'),
  ...alone({
    'eq-userid': 'EqualUserId',
    'ne-userid': 'NotEqualUserId',
    'eq-userteams': 'EqualUserTeams',
    'eq-useroruserteams': 'EqualUserOrUserTeams',
    'eq-useroruserhierarchy': 'EqualUserOrUserHierarchy',
    'eq-useroruserhierarchyandteams': 'EqualUserOrUserHierarchyAndTeams',
    'eq-businessid': 'EqualBusinessId',
    'ne-businessid': 'NotEqualBusinessId',
    today: 'Today',
    yesterday: 'Yesterday',
    tomorrow: 'Tomorrow',
    'this-week': 'ThisWeek',
    'last-week': 'LastWeek',
    'next-week': 'NextWeek',
    'this-month': 'ThisMonth',
    'last-month': 'LastMonth',
    'next-month': 'NextMonth',
    'this-year': 'ThisYear',
    'last-year': 'LastYear',
    'next-year': 'NextYear',
    'eq-userlanguage': 'EqualUserLanguage',
    'this-fiscal-year': 'ThisFiscalYear',
    'last-fiscal-year': 'LastFiscalYear',
    'next-fiscal-year': 'NextFiscalYear',
    'this-fiscal-period': 'ThisFiscalPeriod',
    'last-fiscal-period': 'LastFiscalPeriod',
    'next-fiscal-period': 'NextFiscalPeriod',
    'last-seven-days': 'Last7Days',
    'next-seven-days': 'Next7Days',
  }),
  ...withValue({
    above: 'Above',
    'eq-or-above': 'AboveOrEqual',
    under: 'Under',
    'eq-or-under': 'UnderOrEqual',
    'not-under': 'NotUnder',
    on: 'On',
    'not-on': 'NotOn',
    'on-or-after': 'OnOrAfter',
    'on-or-before': 'OnOrBefore',
  }),
  ...withNumber({
    'last-x-hours': 'LastXHours',
    'last-x-days': 'LastXDays',
    'last-x-weeks': 'LastXWeeks',
    'last-x-months': 'LastXMonths',
    'last-x-years': 'LastXYears',
    'next-x-hours': 'NextXHours',
    'next-x-days': 'NextXDays',
    'next-x-weeks': 'NextXWeeks',
    'next-x-months': 'NextXMonths',
    'next-x-years': 'NextXYears',
    'last-x-fiscal-years': 'LastXFiscalYears',
    'last-x-fiscal-periods': 'LastXFiscalPeriods',
    'next-x-fiscal-years': 'NextXFiscalYears',
    'next-x-fiscal-periods': 'NextXFiscalPeriods',
    'in-fiscal-year': 'InFiscalYear',
    'in-fiscal-period': 'InFiscalPeriod',
    'olderthan-x-minutes': 'OlderThanXMinutes',
    'olderthan-x-hours': 'OlderThanXHours',
    'olderthan-x-days': 'OlderThanXDays',
    'olderthan-x-weeks': 'OlderThanXWeeks',
    'olderthan-x-months': 'OlderThanXMonths',
    'olderthan-x-years': 'OlderThanXYears',
  }),
  ...withTwoNumbers({
    'in-fiscal-period-and-year': 'InFiscalPeriodAndYear',
    'in-or-before-fiscal-period-and-year': 'InOrBeforeFiscalPeriodAndYear',
    'in-or-after-fiscal-period-and-year': 'InOrAfterFiscalPeriodAndYear',
  }),
}

const accepted: Readonly<Record<Operator['takes'], (count: number) => boolean>> = {
  none: (count) => count === 0,
  one: (count) => count === 1,
  two: (count) => count === 2,
  many: (count) => count > 0,
}

/** What a condition means as a filter of the column's table. Throws refusals for operators and values that will not do. */
export function meaningOfCondition(column: ColumnMetadata, name: string, values: readonly string[]): Expression {
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined
  if (!operator) throw unsupportedOperator()
  if (!accepted[operator.takes](values.length)) {
    const message = `The condition operator '${name}' of attribute '${column.logicalName}' does not take ${values.length} values.`
    throw new RequestRefused(400, '0x80040203', message)
  }
  return operator.means(column, values)
}

/** What to throw for an operator that nobody knows, or that cannot be used here. */
export function unsupportedOperator(): RequestRefused {
  return new RequestRefused(400, '0x80041120', 'Unsupported condition operator.')
}

function comparison(operator: ComparisonOperator): Operator {
  return {
    takes: 'one',
    means: (column, [value = '']) => compared(operator, column, literalFor(column, value)),
  }
}

function againstNull(operator: ComparisonOperator): Operator {
  return { takes: 'none', means: (column) => compared(operator, column, literalOf(null)) }
}

function compared(operator: ComparisonOperator, column: ColumnMetadata, right: Expression): Expression {
  return { kind: 'comparison', operator, left: pathTo(column), right, position: 0 }
}

function pathTo(column: ColumnMetadata): Path {
  const segments = [{ kind: 'member' as const, name: wireName(column), position: 0 }]
  return { kind: 'path', variable: undefined, segments, position: 0 }
}

function pattern(name: string, patternOf: (text: string) => string): Operator {
  return { takes: 'one', means: (column, [value = '']) => call(name, column, { PropertyValue: patternOf(value) }) }
}

function ofValues(name: string, takes: 'two' | 'many'): Operator {
  return {
    takes,
    means: (column, values) => {
      const PropertyValues = values.map((value) => plain(column, value))
      return call(name, column, { PropertyValues })
    },
  }
}

/** Dates keep their text, for the query functions read it themselves. */
function plain(column: ColumnMetadata, text: string): JsonValue {
  const literal = literalFor(column, text)
  return literal.type === 'Edm.Date' || literal.type === 'Edm.DateTimeOffset' ? literal.text : literal.value
}

type Names = Readonly<Record<string, string>>

function each(names: Names, operatorOf: (name: string) => Operator): Readonly<Record<string, Operator>> {
  return Object.fromEntries(Object.entries(names).map(([operator, name]) => [operator, operatorOf(name)]))
}

function alone(names: Names): Readonly<Record<string, Operator>> {
  return each(names, (name) => ({ takes: 'none', means: (column) => call(name, column) }))
}

function withValue(names: Names): Readonly<Record<string, Operator>> {
  return each(names, (name) => ({
    takes: 'one',
    means: (column, [value = '']) => call(name, column, { PropertyValue: plain(column, value) }),
  }))
}

function withNumber(names: Names): Readonly<Record<string, Operator>> {
  return each(names, (name) => ({
    takes: 'one',
    means: (column, [PropertyValue = '']) => call(name, column, { PropertyValue }),
  }))
}

function withTwoNumbers(names: Names): Readonly<Record<string, Operator>> {
  return each(names, (name) => ({
    takes: 'two',
    means: (column, [PropertyValue1 = '', PropertyValue2 = '']) =>
      call(name, column, { PropertyValue1, PropertyValue2 }),
  }))
}

function call(name: string, column: ColumnMetadata, values: Readonly<Record<string, JsonValue>> = {}): Expression {
  const given = [
    argument('PropertyName', wireName(column)),
    ...Object.entries(values).map(([parameter, value]) => argument(parameter, value)),
  ]
  return { kind: 'namedCall', name: `Microsoft.Dynamics.CRM.${name}`, arguments: given, position: 0 }
}

function argument(name: string, value: JsonValue): NamedArgument {
  return { name, value: { kind: 'json', value, position: 0 }, position: 0 }
}
