import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseTarget } from '../../src/http/target.js'
import { readSegments, readServicePath, type Segment } from '../../src/surfaces/dataverse/read-path.js'
import { describedResponses } from '../support/described-responses.js'

type Item = Readonly<Record<string, { readonly operationId: string }>>

const FILE = 'dataverse.yaml'
const NAMESPACE = 'Microsoft.Dynamics.CRM.'
const METHODS = ['get', 'post', 'patch', 'put', 'delete']
const TAILS = ['$ref', '$count', '$value']
const { paths } = parse(readFileSync(`openapi/${FILE}`, 'utf8')) as { paths: Readonly<Record<string, Item>> }

/** Every operation as a method and a path, in the order of the file. */
export const describedOperations = Object.entries(paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({
    operationId: item[method]?.operationId ?? '',
    method: method.toUpperCase(),
    path,
  })),
)

/** Answers of the Dataverse Web API, held against openapi/dataverse.yaml. */
export const { asDescribed, maySucceed } = describedResponses([FILE], operationIdOf)

/** The operation that a request calls. Throws for one that is not described. */
export function operationIdOf(method: string, url: string): string {
  const { rest = '' } = readServicePath(parseTarget(url).path) ?? {}
  const path = describedPath(readSegments(rest))
  const operation = paths[path]?.[method.toLowerCase()]
  if (!operation) throw new Error(`${method} ${path} is not described: ${url}`)
  return operation.operationId
}

/** The path of the description that the segments of a request are an example of. */
function describedPath(segments: readonly Segment[]): string {
  const [first, second] = segments
  const last = segments.at(-1)
  if (!first || !last) return '/'
  if (definitions.has(first.name)) return definitionPath(segments)
  if (!second && paths[`/${first.name}`]) return `/${first.name}`
  if (last.name.startsWith(NAMESPACE)) {
    const named = [`/${first.name}({key})/${last.name}`, `/{entitySet}/${last.name}`].find((path) => paths[path])
    return named ?? last.name
  }
  const [tail, core] = TAILS.includes(last.name) ? [`/${last.name}`, segments.slice(0, -1)] : ['', segments]
  return `${rowPath(core)}${tail}`
}

function rowPath(segments: readonly Segment[]): string {
  const last = segments.at(-1)
  if (segments.length === 1) return `/{entitySet}${last?.key === undefined ? '' : '({key})'}`
  return `/{entitySet}({key})/{member}${last?.key === undefined ? '' : '({relatedKey})'}`
}

const definitions = new Set(['EntityDefinitions', 'RelationshipDefinitions', 'GlobalOptionSetDefinitions'])

/** By the shape of the description's path, whatever it calls the keys; a cast leads to no other operation. */
function definitionPath(segments: readonly Segment[]): string {
  const steps = segments.filter(({ name }) => !name.startsWith(NAMESPACE))
  const shape = steps.map(({ name, key }) => `/${name}${key === undefined ? '' : '({})'}`).join('')
  return Object.keys(paths).find((path) => path.replaceAll(/\{\w+\}/g, '{}') === shape) ?? shape
}
