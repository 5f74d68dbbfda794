import { isObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import { payloadError } from '../payload-errors.js'
import { conditionOperators, operatorInFetchXml } from './condition-operator.js'
import type { XmlElement } from './parse-xml.js'

/** The kinds of joins of query expressions at their numbers, as FetchXML calls them (Microsoft: JoinOperator EnumType). */
const linkTypes: Readonly<Record<string, string>> = {
  Inner: 'inner',
  LeftOuter: 'outer',
  Natural: 'inner',
  MatchFirstRowUsingCrossApply: 'matchfirstrowusingcrossapply',
  In: 'in',
  Exists: 'exists',
  Any: 'any',
  NotAny: 'not any',
  All: 'all',
  NotAll: 'not all',
}

/** The numbers of the kinds of joins by their names. */
export const joinOperators = numbered(Object.keys(linkTypes))

/** The numbers of what conditions are joined by. */
export const logicalOperators = numbered(['And', 'Or'])

/**
 * A query as JSON has it, as the element of FetchXML that means the same: one reader for both. Pages of it are left out
 * (Microsoft: QueryExpression ComplexType). Throws refusals for words that are none of their enumeration.
 */
export function fetchOfQueryExpression(query: JsonObject): XmlElement {
  const entity = element('entity', { name: query.EntityName }, [
    ...linksOf(query.LinkEntities),
    ...filterOf(query.Criteria),
  ])
  return element('fetch', { top: query.TopCount }, [entity])
}

function filterOf(filter: unknown): XmlElement[] {
  if (!isObject(filter)) return []
  const type = word('LogicalOperator', logicalOperators, filter.FilterOperator ?? 'And').toLowerCase()
  const children = [...listOf(filter.Conditions).map(conditionOf), ...listOf(filter.Filters).flatMap(filterOf)]
  return [element('filter', { type }, children)]
}

function conditionOf(condition: JsonObject): XmlElement {
  const name = word('ConditionOperator', conditionOperators, condition.Operator)
  const values = Array.isArray(condition.Values) ? condition.Values : []
  return element(
    'condition',
    { entityname: condition.EntityName, attribute: condition.AttributeName, operator: operatorInFetchXml(name) },
    values.map((value) => element('value', {}, [], textOf(isObject(value) ? value.Value : value))),
  )
}

function linksOf(links: unknown): XmlElement[] {
  return listOf(links).map((link) => {
    const kind = word('JoinOperator', joinOperators, link.JoinOperator ?? 'Inner')
    const attributes = {
      name: link.LinkToEntityName,
      from: link.LinkToAttributeName,
      to: link.LinkFromAttributeName,
      alias: link.EntityAlias,
      'link-type': linkTypes[kind],
    }
    return element('link-entity', attributes, [...linksOf(link.LinkEntities), ...filterOf(link.LinkCriteria)])
  })
}

/** A member of an enumeration by its name or its number. */
function word(type: string, members: Readonly<Record<string, number>>, value: unknown): string {
  const name = Object.keys(members).find((each) => each === value || members[each] === value)
  if (name !== undefined) return name
  const problem = `Cannot convert the literal '${String(value)}' to the expected type 'Microsoft.Dynamics.CRM.${type}'.`
  throw payloadError('', `Microsoft.OData.ODataException: ${problem}`)
}

function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function element(
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  children: readonly XmlElement[],
  text = '',
): XmlElement {
  const given = Object.entries(attributes).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === null ? [] : [[key, textOf(value)]],
  )
  return { name, attributes: new Map(given), children, text }
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

function numbered(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name, at) => [name, at]))
}
