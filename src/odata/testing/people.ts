import type { Dialect } from '../dialect.js'
import { type EntityType, type Property, primaryKey } from '../model.js'
import type { EdmType } from '../nodes/literal.js'
import { standardDialect } from '../standard-dialect.js'
import { type IndexedRows, indexedRows } from './indexed-rows.js'

/** A row of the tests, with a property of every type. */
export interface Person {
  readonly id: string
  readonly name: string | null
  readonly mail: string | null
  readonly age: number | null
  readonly score: number | null
  readonly active: boolean | null
  readonly born: string | null
  readonly day: string | null
  readonly opens: string | null
  readonly wait: string | null
  readonly key: string | null
  readonly color: string | null
  readonly extra: unknown
  readonly tags: readonly string[]
  readonly plans: readonly Plan[]
  readonly org: { readonly division: string | null } | null
  readonly managerId: string | null
}

export interface Plan {
  readonly skuId: string
  readonly state: string
}

const nobody: Omit<Person, 'id'> = {
  name: null,
  mail: null,
  age: null,
  score: null,
  active: null,
  born: null,
  day: null,
  opens: null,
  wait: null,
  key: null,
  color: null,
  extra: null,
  tags: [],
  plans: [],
  org: null,
  managerId: null,
}

export function person(values: Partial<Person> = {}): Person {
  return { ...nobody, id: 'p1', ...values }
}

function field<Row>(name: keyof Row & string, type: EdmType, more: Partial<Property<Row>> = {}): Property<Row> {
  return { name, type, collection: false, get: (row) => row[name], ...more }
}

function propertiesOf<Row>(fields: readonly Property<Row>[]): (name: string) => Property<Row> | undefined {
  const byName = new Map(fields.map((property) => [property.name, property]))
  return (name) => byName.get(name)
}

const planType: EntityType<Plan> = {
  name: 'test.plan',
  property: propertiesOf<Plan>([
    field('skuId', 'Edm.Guid', { index: { name: 'skuId' } }),
    field('state', 'Edm.String'),
  ]),
  navigation: () => undefined,
}

const orgType: EntityType<NonNullable<Person['org']>> = {
  name: 'test.org',
  property: propertiesOf([field('division', 'Edm.String', { index: { name: 'division' } })]),
  navigation: () => undefined,
}

const personFields: readonly Property<Person>[] = [
  field('id', 'Edm.String', { index: { name: primaryKey } }),
  field('name', 'Edm.String', { index: { name: 'name', everyRow: true } }),
  field('mail', 'Edm.String', { index: { name: 'mail' } }),
  field('age', 'Edm.Int32', { index: { name: 'age' } }),
  field('score', 'Edm.Decimal'),
  field('active', 'Edm.Boolean'),
  field('born', 'Edm.DateTimeOffset'),
  field('day', 'Edm.Date'),
  field('opens', 'Edm.TimeOfDay'),
  field('wait', 'Edm.Duration'),
  field('key', 'Edm.Guid'),
  field('color', 'enum'),
  field('extra', 'Edm.Untyped'),
  field('tags', 'Edm.String', { collection: true, index: { name: 'tags' } }),
  field('plans', 'complex', { collection: true, complex: planType }),
  field('org', 'complex', { complex: orgType }),
]

const personProperties = propertiesOf(personFields)

export type People = IndexedRows<Person>

/** Strings compare without case, everything is allowed. */
export const looseDialect: Dialect = { ...standardDialect, fold: (text) => text.toLowerCase(), looseGuids: true }

export function people(rows: readonly Partial<Person>[] = []): People {
  const fold = looseDialect.fold
  const source = indexedRows<Person>((row) => row.id, {
    name: { kind: 'ordered', keys: (row) => fold(row.name ?? '') },
    mail: { kind: 'unique', keys: (row) => row.mail && fold(row.mail) },
    age: { kind: 'equality', keys: (row) => (row.age === null ? null : String(row.age)) },
    tags: { kind: 'equality', keys: (row) => [...new Set(row.tags.map(fold))] },
    skuId: { kind: 'equality', keys: (row) => [...new Set(row.plans.map((plan) => plan.skuId))] },
    division: { kind: 'ordered', keys: (row) => row.org?.division && fold(row.org.division) },
  })
  for (const [at, row] of rows.entries()) source.insert(person({ id: `p${at + 1}`, ...row }))
  return source
}

/** The type of people; navigation goes through `source`. `test.adult` is a type of those from 18 on. */
export function personType(source: People = people()): EntityType<Person> {
  const type: EntityType<Person> = {
    name: 'test.person',
    property: personProperties,
    navigation(name) {
      if (name === 'manager') {
        const follow = (row: Person) => [source.get(row.managerId ?? '')].filter((found) => found !== undefined)
        return { name, collection: false, target: () => type as EntityType, follow }
      }
      if (name !== 'reports') return undefined
      const follow = (row: Person) =>
        Array.from(source.scan(), (entry) => entry.row).filter((other) => other.managerId === row.id)
      return { name, collection: true, target: () => type as EntityType, follow }
    },
    cast: (name) =>
      name === 'test.adult' ? { type: type as EntityType, is: (row) => (row.age ?? 0) >= 18 } : undefined,
  }
  return type
}
