import type { Reader } from '../../../domain/access.js'
import type { OpenExtension } from '../../../domain/directory/extension-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import type { ExpandItem } from '../../../odata/nodes/query.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { ODataProblem } from '../../../odata/problem.js'
import { seenOf } from '../authorize/hidden-membership.js'
import { type Sight, sightOf } from '../authorize/sight.js'
import { type Call, readerOf } from '../call.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { openExtensionType } from '../model/extension-type.js'
import type { GraphType } from '../model/graph-type.js'
import { type Navigation, navigationOf } from '../model/navigations.js'
import { kindOf } from '../model/seen-type.js'
import { type Json, presentObject } from '../present.js'
import { containedBy } from './contained.js'
import { graphDialect } from './graph-dialect.js'
import type { GraphQuery } from './graph-query.js'

/** Most items of an expanded relationship; the rest is left out without a word. */
const MOST_EXPANDED = 20
const DEEPEST_MANAGER = 1000

/** Adds what `$expand` asks for to a presented row. */
export type Expansion<Row> = (row: Row, json: Json) => void

/** Makes the expansion of a type's rows. Throws `ODataProblem` for a name that is no relationship. */
export function expansionOf<Row>(call: Call, query: GraphQuery, type: GraphType<Row>): Expansion<Row> | undefined {
  const [item] = query.expand ?? []
  if (!item) return undefined
  const name = item.path[0] ?? ''
  const reader = readerOf(call)
  const contained = containedBy(type.name, name)
  const sight = sightOf(call, contained ? kindOf(type) : undefined)
  if (contained) {
    const keepExtensions = (rows: readonly OpenExtension[]) => keptExtensions(call, query, item, rows)
    const asked = { reader, select: item.options.select, keepExtensions }
    const expand: Expansion<{ id: string }> = (row, json) => {
      json[contained.name] = contained.read(row as never, asked)
    }
    return seenExpansion(expand, sight && ((id) => sight(kindOf(type), id, name))) as Expansion<Row>
  }
  const navigation = navigationOf(type.name, name)
  if (!navigation) {
    throw new ODataProblem({ reason: 'unknownProperty', property: name, type: type.name }, item.position).in('$expand')
  }
  refuseNested(item)
  return (row, json) => addExpanded(json, row as never, navigation, item, { reader, sight, caller: call.caller })
}

/** Of related directory objects one can choose the properties, and how many managers up; nothing else. Throws `optionUnsupported`. */
function refuseNested({ options }: ExpandItem): void {
  for (const option of ['expand', 'filter', 'orderBy', 'search'] as const) {
    if (options[option]) throw new DomainError('optionUnsupported', { option: `$${option.toLowerCase()}` })
  }
}

/** What somebody reads with. */
interface Eyes {
  readonly reader: Reader
  readonly sight: Sight | undefined
  readonly caller: Caller
}

/** Leaves lists empty that are not for the caller. */
function seenExpansion(
  expand: Expansion<{ id: string }>,
  shows: ((id: string) => boolean) | undefined,
): Expansion<{ id: string }> {
  if (!shows) return expand
  return (row, json) => {
    const expanded: Json = {}
    expand(row, expanded)
    for (const [name, value] of Object.entries(expanded)) json[name] = shows(row.id) ? value : []
  }
}

function addExpanded(
  json: Json,
  row: { readonly id: string },
  navigation: Navigation,
  item: ExpandItem,
  eyes: Eyes,
): void {
  const { reader, sight } = eyes
  const found = seenOf(navigation.name, row, navigation.follow(row as never, reader), eyes)
  const shown: Json[] = []
  for (const object of found) {
    if (shown.length === MOST_EXPANDED) break
    shown.push(presentObject(object, item.options.select, reader, sight))
    if (!navigation.collection && object.type === 'user') addManagers(shown[0], object, item, eyes)
  }
  if (navigation.collection) json[navigation.name] = shown
  else if (shown[0]) json[navigation.name] = shown[0]
}

/** `$expand=manager($levels=max)`: the manager's manager inside, as far up as asked. */
function addManagers(
  json: Json | undefined,
  object: DirectoryObject & { type: 'user' },
  item: ExpandItem,
  { reader, sight }: Eyes,
): void {
  const { levels } = item.options
  if (levels === undefined) return
  const seen = new Set([object.id])
  let below = json
  let user: User | undefined = object.object
  for (let level = 1; below && level < (levels === 'max' ? DEEPEST_MANAGER : levels); level++) {
    const [next]: DirectoryObject[] = [
      ...(navigationOf('microsoft.graph.user', 'manager')?.follow(user as never, reader) ?? []),
    ]
    if (next?.type !== 'user' || seen.has(next.id)) return
    seen.add(next.id)
    const above: Json = presentObject(next, item.options.select, reader, sight)
    below.manager = above
    below = above
    user = next.object
  }
}

/** `$expand=extensions($filter=id eq '…')`: the extensions that pass. */
function keptExtensions(
  { rooms }: Call,
  { aliases }: GraphQuery,
  { options: { filter } }: ExpandItem,
  rows: readonly OpenExtension[],
): readonly OpenExtension[] {
  if (!filter) return rows
  const source = listSource(rows, ({ extensionName }) => extensionName)
  return runQuery({ source, type: openExtensionType, dialect: graphDialect, aliases, now: rooms.clock.now(), filter })
    .rows
}
