import { RequestRefused } from '../errors.js'
import { isObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import type { Definition, DefinitionNode } from './definition.js'

/** Which definitions somebody wants, and what of them (Microsoft: EntityQueryExpression complex type). */
export interface MetadataQuery {
  readonly matches: (definition: Definition) => boolean
  /** Names of properties; undefined for all of them. */
  readonly properties: readonly string[] | undefined
}

type Test = (definition: Definition) => boolean

/** Reads `Criteria` and `Properties` of a query expression. Throws for conditions that nobody can hold. */
export function readMetadataQuery(expression: unknown): MetadataQuery {
  const { Criteria, Properties } = isObject(expression) ? expression : {}
  return { matches: filterOf(Criteria), properties: propertiesOf(Properties) }
}

/** The members of a definition that a query wants; its id always. What it has in collections is not among them. */
export function projected({ definition }: DefinitionNode, { properties }: MetadataQuery): JsonObject {
  if (!properties) return { ...definition }
  const names = properties.filter((name) => name in definition)
  const { '@odata.type': type, MetadataId } = definition
  return {
    ...(type === undefined ? {} : { '@odata.type': type }),
    ...Object.fromEntries(names.map((name) => [name, definition[name]])),
    MetadataId,
    HasChanged: null,
  }
}

/** Whether a query wants a collection of a definition too. */
export function wants({ properties }: MetadataQuery, collection: string): boolean {
  return properties?.includes(collection) ?? true
}

function propertiesOf(expression: unknown): readonly string[] | undefined {
  if (!isObject(expression)) return []
  if (expression.AllProperties === true) return undefined
  return Array.isArray(expression.PropertyNames) ? expression.PropertyNames.map(String) : []
}

function filterOf(expression: unknown): Test {
  if (!isObject(expression)) return () => true
  const { Conditions, Filters, FilterOperator } = expression
  const tests = [...listOf(Conditions).map(conditionOf), ...listOf(Filters).map(filterOf)]
  return FilterOperator === 'Or'
    ? (definition) => tests.length === 0 || tests.some((test) => test(definition))
    : (definition) => tests.every((test) => test(definition))
}

const operators: Readonly<Record<string, (found: unknown, wanted: readonly unknown[]) => boolean>> = {
  Equals: (found, [wanted]) => isSame(found, wanted),
  NotEquals: (found, [wanted]) => !isSame(found, wanted),
  In: (found, wanted) => wanted.some((each) => isSame(found, each)),
  NotIn: (found, wanted) => !wanted.some((each) => isSame(found, each)),
  GreaterThan: (found, [wanted]) => Number(found) > Number(wanted),
  LessThan: (found, [wanted]) => Number(found) < Number(wanted),
}

function conditionOf(condition: unknown): Test {
  const { PropertyName: name, ConditionOperator: operator, Value: value } = isObject(condition) ? condition : {}
  const holds = operators[String(operator)]
  if (!holds || typeof name !== 'string')
    throw new RequestRefused(
      400,
      '0x80040203',
      `A condition needs a PropertyName and a ConditionOperator: ${Object.keys(operators).join(', ')}.`,
    )
  const wanted = valuesOf(isObject(value) ? value.Value : value)
  return (definition) => holds(plain(definition[name]), wanted)
}

/** Values come as they are, as a list, or as the JSON of one in a text. */
function valuesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string' || !value.startsWith('[')) return [value]
  try {
    return listOf(JSON.parse(value))
  } catch {
    return [value]
  }
}

/** A managed property and its like stand for their value. */
function plain(value: unknown): unknown {
  return isObject(value) && 'Value' in value ? value.Value : value
}

/** Values of query expressions are texts, whatever their type. */
function isSame(found: unknown, wanted: unknown): boolean {
  if (wanted === null || wanted === undefined) return found === null || found === undefined
  return String(found).toLowerCase() === String(wanted).toLowerCase()
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
