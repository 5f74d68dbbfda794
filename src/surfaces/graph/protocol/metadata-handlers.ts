import type { Answer } from '../answer.js'
import type { Call } from '../call.js'
import { lazily } from '../lazily.js'
import { complexData, type EntityData, entityData } from '../model/model-data.js'

const entitySets = lazily(() =>
  Object.entries(entityData as Readonly<Record<string, EntityData>>).flatMap(([type, { entitySet }]) =>
    entitySet === undefined ? [] : [{ type, name: entitySet }],
  ),
)

/** GET /v1.0/: the service document, which names the entity sets. */
export function getServiceDocument(call: Call): Answer {
  const sets = entitySets().map(({ name }) => ({ name, kind: 'EntitySet', url: name }))
  const me = { name: 'me', kind: 'Singleton', url: 'me' }
  return { status: 200, json: { '@odata.context': `${call.root}/$metadata`, value: [...sets, me] } }
}

/** GET /v1.0/$metadata: the types that this emulator knows, as CSDL. */
export function getMetadata(): Answer {
  return { status: 200, text: metadata(), contentType: 'application/xml' }
}

const metadata = lazily(() => {
  const entities = Object.entries(entityData as Readonly<Record<string, EntityData>>)
  const types = entities.map(([name, data]) => entityXml(name, data)).join('')
  const complex = Object.entries(complexData).map(([name, { properties, members }]) =>
    members === undefined ? complexXml(name, properties ?? {}) : enumXml(name, members),
  )
  const sets = entitySets().map(({ type, name }) => `<EntitySet Name="${name}" EntityType="microsoft.graph.${type}"/>`)
  const container = `<EntityContainer Name="GraphService">${sets.join('')}<Singleton Name="me" Type="microsoft.graph.user"/></EntityContainer>`
  const schema = `<Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types}${complex.join('')}${container}</Schema>`
  return `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>${schema}</edmx:DataServices></edmx:Edmx>`
})

interface Declared {
  readonly type: string
  readonly collection?: boolean
  readonly undeclared?: boolean
}

function entityXml(name: string, { open, properties, navigation = {} }: EntityData): string {
  const links = Object.entries(navigation).map(
    ([link, declared]) => `<NavigationProperty Name="${link}" Type="${typeName(declared)}"/>`,
  )
  const openType = open ? ' OpenType="true"' : ''
  return `<EntityType Name="${name}"${openType}><Key><PropertyRef Name="id"/></Key>${propertiesXml(properties)}${links.join('')}</EntityType>`
}

function complexXml(name: string, properties: Readonly<Record<string, Declared>>): string {
  return `<ComplexType Name="${name}">${propertiesXml(properties)}</ComplexType>`
}

function enumXml(name: string, members: string): string {
  const shown = members.split(' ').map((member, at) => `<Member Name="${member}" Value="${at}"/>`)
  return `<EnumType Name="${name}">${shown.join('')}</EnumType>`
}

function propertiesXml(properties: Readonly<Record<string, Declared>>): string {
  return Object.entries(properties)
    .filter(([, { undeclared }]) => !undeclared)
    .map(([name, declared]) => `<Property Name="${name}" Type="${typeName(declared)}"/>`)
    .join('')
}

function typeName({ type, collection }: Declared): string {
  const known = type in complexData || type in entityData || /^[a-z]/.test(type)
  const name = known ? `microsoft.graph.${type}` : `Edm.${type}`
  return collection ? `Collection(${name})` : name
}
