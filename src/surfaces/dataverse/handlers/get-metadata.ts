import type { Model } from '../../../domain/dataverse/model.js'
import type { Answer } from '../answer.js'
import type { RequestContext } from '../context.js'
import { schemaXml } from '../schema/schema-xml.js'

/** What was written once, with and without annotations. */
type Written = Map<boolean, string>

const known = new WeakMap<Model, Written>()

/** `GET $metadata`: the tables and operations of the environment (Microsoft: Web API types and operations, CSDL $metadata document). */
export function getMetadata({ model, query, prefer }: RequestContext): Answer {
  const isAnnotated = query.get('annotations') === 'true' || prefer.annotations.includes('*')
  const written: Written = known.get(model) ?? new Map()
  const text = written.get(isAnnotated) ?? schemaXml(model, isAnnotated)
  known.set(model, written.set(isAnnotated, text))
  return { status: 200, text, headers: { 'content-type': 'application/xml' } }
}
