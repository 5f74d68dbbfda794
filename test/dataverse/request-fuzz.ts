import fc from 'fast-check'
import {
  type ColumnMetadata,
  isLookup,
  lookupProperty,
  type Navigation,
  type TableMetadata,
} from '../../src/domain/dataverse/metadata.js'
import { modelOf, requiredTable } from '../../src/domain/dataverse/model.js'
import { operations } from '../../src/surfaces/dataverse/operation-table.js'
import { settings } from './hand-seeded.js'

const model = modelOf(settings)

/** Names and texts that make trouble in a language with prototypes, in a URL or in a store. */
const ODD_NAMES = [
  '',
  ' ',
  'x',
  '__proto__',
  'constructor',
  'toString',
  '@odata.id',
  '$it',
  'a/b',
  '*',
  'é',
  '%',
  '%zz',
]
const ODD_TEXTS = ['', "'", "''", '"', '\\', '\u0000', '\ud800', '🙂', 'null', 'a'.repeat(5000), '../..', '<a>']
const ODD_IDS = ['00000000-0000-0000-0000-000000000000', "name='a'", 'x', '', 'null', '-1']
const ODD_LITERALS = [
  'NaN',
  'INF',
  '-0',
  '1e400',
  '99999999999999999999',
  '2026-02-30',
  '10000-01-01',
  '[1,2]',
  '{}',
  '@p',
]

/** Mostly what makes sense; a request with a single mistake is refused whole. */
function mostly(sensible: fc.Arbitrary<string>, wrong: readonly string[], weight = 30): fc.Arbitrary<string> {
  return fc.oneof({ weight, arbitrary: sensible }, { weight: 1, arbitrary: fc.constantFrom(...wrong) })
}

function oneOf(names: Iterable<string>, wrong: readonly string[] = ODD_NAMES): fc.Arbitrary<string> {
  return mostly(fc.constantFrom('', ...names), wrong)
}

/** A lone surrogate has no encoding; as it stands it is what a broken client would send. */
function encode(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    return text
  }
}

function broken([text, place, character]: readonly [string, number, string]): string {
  const at = place % (text.length + 1)
  return text.slice(0, at) + character + text.slice(at + 1)
}

/** Sometimes with a character too many, or another one. */
function sometimesBroken(text: fc.Arbitrary<string>, characters: string): fc.Arbitrary<string> {
  const wrong = fc.tuple(text, fc.nat(), fc.constantFrom('', ...characters)).map(broken)
  return fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: wrong })
}

const quoted = fc.oneof(fc.constantFrom('a', 'b', 'c', 'A%', ...ODD_TEXTS), fc.string()).map((text) => `'${text}'`)
const LITERALS: Readonly<Record<string, readonly string[]>> = {
  Integer: ['0', '1', '-1', '2147483648'],
  BigInt: ['0', '9223372036854775808'],
  Decimal: ['0', '1.5'],
  Double: ['0', '-1.5', '9e99'],
  Money: ['0', '1.5'],
  Boolean: ['true', 'false'],
  DateTime: ['2026-01-15', '2026-01-15T12:00:00Z'],
  Picklist: ['0', '1'],
  State: ['0', '1'],
  Status: ['1', '2'],
}

/** What a table's columns, values and paths look like in requests. */
class Vocabulary {
  readonly ids: fc.Arbitrary<string>
  readonly table: TableMetadata
  readonly columns: fc.Arbitrary<ColumnMetadata>
  readonly names: fc.Arbitrary<string>
  readonly navigations: fc.Arbitrary<Navigation>
  readonly sets: fc.Arbitrary<string>

  constructor(table: TableMetadata, known: readonly string[]) {
    this.table = table
    this.ids = mostly(fc.constantFrom(...known), ODD_IDS, 8)
    this.columns = fc.constantFrom(...table.columns.values())
    this.names = mostly(this.columns.map(nameOf), ODD_NAMES)
    this.navigations = fc.constantFrom(...model.navigations(table.logicalName).values())
    this.sets = mostly(fc.constant(table.entitySetName), [...ODD_NAMES, ...model.tableNames], 20)
  }

  literalOf({ type }: ColumnMetadata): fc.Arbitrary<string> {
    const fitting = LITERALS[type]
    if (fitting) return mostly(fc.constantFrom(...fitting, 'null'), ODD_LITERALS, 12)
    return mostly(type === 'String' || type === 'Memo' ? quoted : this.ids, ODD_LITERALS, 12)
  }
}

function nameOf(column: ColumnMetadata): string {
  return isLookup(column) ? lookupProperty(column.logicalName) : column.logicalName
}

function targetOf(navigation: Navigation): TableMetadata {
  return requiredTable(model, navigation.kind === 'single' ? (navigation.targets[0] ?? '') : navigation.target)
}

const COMPARISONS = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le')
const FUNCTIONS = fc.constantFrom('contains', 'startswith', 'endswith', 'indexof', 'substringof')
const QUERY_FUNCTIONS = [
  'Between',
  'In',
  'LastXDays',
  'Under',
  'EqualUserId',
  'ContainValues',
  'OlderThanXYears',
  'On',
  'X',
]

function conditions(words: Vocabulary, prefix = ''): fc.Arbitrary<string> {
  const compared = words.columns.chain((column) =>
    fc.tuple(COMPARISONS, words.literalOf(column)).map(([op, value]) => `${prefix}${nameOf(column)} ${op} ${value}`),
  )
  const called = fc.tuple(FUNCTIONS, words.names, quoted).map(([name, of, value]) => `${name}(${prefix}${of},${value})`)
  const custom = fc
    .tuple(
      fc.constantFrom(...QUERY_FUNCTIONS),
      words.names,
      fc.constantFrom("='1'", "s=['1','2']", '=1', 's=[]', "='a'"),
    )
    .map(([name, of, value]) => `Microsoft.Dynamics.CRM.${name}(PropertyName='${of}',PropertyValue${value})`)
  const calculated = fc
    .tuple(words.names, fc.constantFrom('add', 'sub', 'mul', 'div', 'mod'))
    .map(([of, operator]) => `${prefix}${of} ${operator} 0 eq 1`)
  return fc.oneof(
    { weight: 6, arbitrary: compared },
    { weight: 2, arbitrary: called },
    { weight: 1, arbitrary: custom },
    { weight: 1, arbitrary: calculated },
  )
}

function filters(words: Vocabulary, known: readonly string[]): fc.Arbitrary<string> {
  const across = words.navigations.chain((navigation) => {
    const other = new Vocabulary(targetOf(navigation), known)
    if (navigation.kind === 'single') return conditions(other, `${navigation.name}/`)
    return fc
      .tuple(fc.constantFrom('any', 'all'), conditions(other, 'o/'))
      .map(([kind, inner]) => `${navigation.name}/${kind}(o:${inner})`)
  })
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      conditions(words),
      across,
      tie('filter').map((inner) => `not (${inner})`),
      fc.tuple(tie('filter'), fc.constantFrom('and', 'or', 'xor'), tie('filter')).map((parts) => parts.join(' ')),
    ),
  }))
  return filter
}

function expansions(words: Vocabulary, known: readonly string[], depth = 0): fc.Arbitrary<string> {
  return words.navigations.chain((navigation) => {
    const other = new Vocabulary(targetOf(navigation), known)
    const options = [
      other.names.map((name) => `$select=${name}`),
      conditions(other).map((text) => `$filter=${text}`),
      fc.constantFrom('$top=1', '$orderby=createdon', '$count=true', '$skip=1'),
      ...(depth < 2 ? [expansions(other, known, depth + 1).map((inner) => `$expand=${inner}`)] : []),
    ]
    return fc
      .tuple(fc.array(fc.oneof(...options), { maxLength: 2 }), fc.constantFrom('', '', '', '/$ref'))
      .map(([given, suffix]) => `${navigation.name}${suffix}${given.length === 0 ? '' : `(${given.join(';')})`}`)
  })
}

function queryOptions(words: Vocabulary, known: readonly string[]): fc.Arbitrary<string> {
  const option = (name: string, value: fc.Arbitrary<string>) => value.map((text) => `${name}=${encode(text)}`)
  const aggregates = fc
    .tuple(words.names, words.names, fc.constantFrom('sum', 'max', 'average', 'countdistinct', 'x'))
    .map(([by, of, method]) => `groupby((${by}),aggregate(${of} with ${method} as n))`)
  const list = fc.array(words.names, { maxLength: 4 }).map((names) => names.join(','))
  return fc.oneof(
    option('$select', list),
    option('$filter', filters(words, known)),
    option('$expand', expansions(words, known)),
    option(
      '$orderby',
      fc.tuple(words.names, fc.constantFrom('', ' desc', ' x')).map((parts) => parts.join('')),
    ),
    option('$apply', aggregates),
    option('$top', fc.constantFrom('1', '3', '0', '-1', 'x')),
    option('$count', fc.constantFrom('true', 'false', 'x')),
    option('$skiptoken', fc.constantFrom('', 'x', '<cookie pagenumber="2" position="x" />')),
    option('$deltatoken', fc.constantFrom('1!01/15/2026 12:00:00', '999!01/15/2026 12:00:00', 'x')),
    option('@p', quoted),
    fc.constantFrom('$skip=1', '$search=a', '$format=json', 'savedQuery=x', 'x=1', '%24select=name', '$', '=', '&'),
  )
}

function steps(words: Vocabulary): fc.Arbitrary<string> {
  const bound = fc.constantFrom(...operations.map(({ name }) => `Microsoft.Dynamics.CRM.${name}`))
  const navigation = words.navigations.map(({ name }) => name)
  return fc.oneof(
    { weight: 4, arbitrary: navigation },
    { weight: 3, arbitrary: words.names },
    { weight: 1, arbitrary: fc.tuple(navigation, words.ids).map(([name, id]) => `${name}(${encode(id)})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(bound, fc.constantFrom('', '()', '(X=1)', "(PrivilegeName='prvReadAccount')"))
        .map((parts) => parts.join('')),
    },
    { weight: 2, arbitrary: fc.constantFrom('$ref', '$count', '$value', '', '..', 'Microsoft.Dynamics.CRM.account') },
  )
}

const TABLES = fc.constantFrom(
  'account',
  'contact',
  'systemuser',
  'team',
  'role',
  'businessunit',
  'new_project',
  'privilege',
)

function vocabularies(known: readonly string[]): fc.Arbitrary<Vocabulary> {
  return TABLES.map((name) => new Vocabulary(requiredTable(model, name), known))
}

const ELSEWHERE = oneOf(
  [
    'EntityDefinitions',
    "EntityDefinitions(LogicalName='account')/Attributes",
    'RelationshipDefinitions',
    '$metadata',
    '$batch',
  ].concat(operations.map(({ name }) => name)),
)

/** The part of a URL behind the root. */
export function urls(known: readonly string[]): fc.Arbitrary<string> {
  const url = vocabularies(known).chain((words) => {
    const row = fc.tuple(words.sets, words.ids).map(([set, id]) => `${set}(${encode(id)})`)
    const path = fc.oneof(
      { weight: 6, arbitrary: words.sets },
      { weight: 4, arbitrary: row },
      {
        weight: 4,
        arbitrary: fc
          .tuple(row, fc.array(steps(words), { maxLength: 2 }))
          .map(([start, more]) => [start, ...more].join('/')),
      },
      { weight: 1, arbitrary: words.sets.map((set) => `${set}/$count`) },
      { weight: 1, arbitrary: ELSEWHERE },
    )
    const query = fc.array(queryOptions(words, known), { maxLength: 2 })
    return fc
      .tuple(path, query)
      .map(([start, options]) => `/${start}${options.length === 0 ? '' : `?${options.join('&')}`}`)
  })
  return sometimesBroken(url, "'()/$%&=,@+;:")
}

/** What a client may send along. */
export function headerSets(known: readonly string[]): fc.Arbitrary<Record<string, string>> {
  const given: Readonly<Record<string, readonly string[]>> = {
    prefer: [
      'return=representation',
      'odata.maxpagesize=1',
      'odata.maxpagesize=-1',
      'odata.include-annotations="*"',
      'odata.track-changes',
      'x',
      '"',
    ],
    'if-match': ['*', 'W/"1"', 'W/"x"', '"', ''],
    'if-none-match': ['*', 'W/"1"', 'x'],
    mscrmcallerid: [...known, 'x', ''],
    accept: ['application/xml', '*/*', 'application/json;odata.metadata=full', ''],
    'odata-version': ['4.0', '3.0', 'x'],
    'mscrm.suppressduplicatedetection': ['true', 'x'],
  }
  const one = fc
    .constantFrom(...Object.keys(given))
    .chain((name) => fc.constantFrom(...(given[name] ?? [])).map((value) => [name, value] as const))
  return fc.array(one, { maxLength: 2 }).map((pairs) => Object.fromEntries(pairs))
}

/** A row as a client may write it: values that fit or not, deep inserts and bindings. */
function rows(words: Vocabulary, known: readonly string[], depth = 0): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const fitting = words.columns.chain((column) => {
    const text = words.literalOf(column).map((literal): unknown => {
      const plain = /^'(.*)'$/s.exec(literal)?.[1]
      if (plain !== undefined) return plain
      if (literal === 'null') return null
      return literal === 'true' || literal === 'false'
        ? literal === 'true'
        : LITERALS[column.type] && column.type !== 'DateTime'
          ? Number(literal)
          : literal
    })
    const wrong = fc.constantFrom<unknown>({}, [], [{}], true, 1e99, '1e5', { Value: 1 })
    return fc.tuple(
      fc.constant(column.logicalName),
      fc.oneof({ weight: 12, arbitrary: text }, { weight: 1, arbitrary: wrong }),
    )
  })
  const bound = words.navigations.chain((navigation) =>
    words.ids.map((id) => [`${navigation.name}@odata.bind`, `/${targetOf(navigation).entitySetName}(${id})`] as const),
  )
  const odd = fc.tuple(
    fc.constantFrom(...ODD_NAMES, '@odata.type', 'Targets', 'Target', 'Members'),
    fc.constantFrom<unknown>('x', null, {}, []),
  )
  const deep = words.navigations.chain((navigation) => {
    const inner = rows(new Vocabulary(targetOf(navigation), known), known, depth + 1)
    return inner.map((row) => [navigation.name, navigation.kind === 'single' ? row : [row]] as const)
  })
  const member = fc.oneof(
    { weight: 16, arbitrary: fitting },
    { weight: 3, arbitrary: bound },
    { weight: 1, arbitrary: odd },
    ...(depth < 2 ? [{ weight: 1, arbitrary: deep }] : []),
  )
  return fc
    .array(member, { maxLength: 3 })
    .map((pairs) => Object.fromEntries<unknown>(pairs.map(([name, value]) => [name, value])))
}

export interface Written {
  readonly method: string
  readonly url: string
  readonly body: string
}

/** A row that is written somewhere: JSON of a table's columns, or what is none. */
export function writes(known: readonly string[]): fc.Arbitrary<Written> {
  return vocabularies(known).chain((words) => {
    const json = rows(words, known).map((row) => JSON.stringify(row))
    const body = fc.oneof(
      { weight: 20, arbitrary: json },
      {
        weight: 1,
        arbitrary: fc.oneof(fc.json(), fc.string(), fc.constantFrom('[]', 'null', '{"__proto__":{"x":1}}', '{')),
      },
    )
    const url = fc.oneof(
      words.sets.map((set) => ['POST', `/${set}`] as const),
      fc.tuple(words.sets, words.ids).map(([set, id]) => ['PATCH', `/${set}(${encode(id)})`] as const),
      fc
        .tuple(words.sets, words.ids, steps(words))
        .map(([set, id, step]) => ['PUT', `/${set}(${encode(id)})/${step}`] as const),
    )
    return fc.tuple(url, body).map(([[method, address], text]) => ({ method, url: address, body: text }))
  })
}

/** A multipart batch of such requests, in the right form or nearly. */
export function batches(known: readonly string[]): fc.Arbitrary<string> {
  const root = fc.constantFrom('/api/data/v9.2', '/api/data/v9.2', 'http://localhost/api/data/v9.2', '')
  const read = fc.tuple(root, urls(known)).map(([start, url]) => [`GET ${start}${url} HTTP/1.1`, ''])
  const write = fc
    .tuple(root, writes(known), fc.constantFrom('', '', '', 'If-Match: *'))
    .map(([start, { method, url, body }, header]) => [
      `${method} ${start}${url} HTTP/1.1`,
      'Content-Type: application/json',
      ...(header === '' ? [] : [header]),
      '',
      body,
    ])
  const referring = fc
    .tuple(root, fc.constantFrom('$1', '$2', '$1/name'))
    .map(([start, id]) => [`PATCH ${start}/${id} HTTP/1.1`, 'Content-Type: application/json', '', '{"name":"x"}'])
  const part = (request: fc.Arbitrary<readonly string[]>) =>
    fc
      .tuple(request, fc.constantFrom('1', '2', '3', 'x', ''))
      .map(([lines, id]) => [
        'Content-Type: application/http',
        'Content-Transfer-Encoding: binary',
        ...(id === '' ? [] : [`Content-ID: ${id}`]),
        '',
        ...lines,
      ])
  const set = fc
    .array(part(fc.oneof({ weight: 5, arbitrary: write }, { weight: 1, arbitrary: referring })), { maxLength: 3 })
    .map((parts) => [
      'Content-Type: multipart/mixed; boundary=changeset_c',
      '',
      ...parts.flatMap((lines) => ['--changeset_c', ...lines]),
      '--changeset_c--',
      '',
    ])
  const whole = fc
    .tuple(fc.array(fc.oneof(part(read), part(write), set), { maxLength: 4 }), fc.constantFrom('\r\n', '\n'))
    .map(([parts, end]) => [...parts.flatMap((lines) => ['--batch_b', ...lines]), '--batch_b--', ''].join(end))
  return sometimesBroken(whole, '\n-: ')
}

/** How a URL is called. */
export const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  { weight: 1, arbitrary: fc.constantFrom('POST', 'PATCH', 'PUT', 'DELETE') },
)
