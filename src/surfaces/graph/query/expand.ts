import type { Reader } from '../../../domain/access.js'
import type { Application } from '../../../domain/directory/application-rows.js'
import { extensionPropertiesOf } from '../../../domain/directory/define-extension-property.js'
import { rootDomainOf } from '../../../domain/directory/domains.js'
import type { OpenExtension } from '../../../domain/directory/extension-rows.js'
import { federatedCredentialsOf } from '../../../domain/directory/federated-credentials.js'
import { licenseDetails } from '../../../domain/directory/license-details.js'
import { openExtensionsOf } from '../../../domain/directory/open-extensions.js'
import { appRoleAssignments } from '../../../domain/directory/tables.js'
import type { Domain } from '../../../domain/directory/tenant-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { listSource } from '../../../odata/list-source.js'
import type { ExpandItem } from '../../../odata/nodes/query.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { ODataProblem } from '../../../odata/problem.js'
import { type Sight, sightOf } from '../authorize/sight.js'
import { type Call, readerOf } from '../call.js'
import { federatedCredentialType } from '../model/application-type.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { domainType } from '../model/domain-types.js'
import { extensionPropertyType, openExtensionType, presentExtension } from '../model/extension-type.js'
import { appRoleAssignmentType } from '../model/grant-types.js'
import type { GraphType } from '../model/graph-type.js'
import { type Navigation, navigationOf } from '../model/navigations.js'
import { kindOf } from '../model/seen-type.js'
import { type Json, present, presentObject } from '../present.js'
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
  const keepExtensions = (rows: readonly OpenExtension[]) => keptExtensions(call, query, item, rows)
  const contained = containedExpansion(type, name, reader, keepExtensions)
  const sight = sightOf(reader, call.caller)
  if (contained) return seenExpansion(contained, sight && ((id) => sight(kindOf(type), id, name))) as Expansion<Row>
  const navigation = navigationOf(type.name, name)
  if (!navigation) {
    throw new ODataProblem({ reason: 'unknownProperty', property: name, type: type.name }, item.position).in('$expand')
  }
  return (row, json) => addExpanded(json, row, navigation, item, { reader, sight })
}

/** What somebody reads with. */
interface Eyes {
  readonly reader: Reader
  readonly sight: Sight | undefined
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

function addExpanded<Row>(
  json: Json,
  row: Row,
  navigation: Navigation,
  item: ExpandItem,
  { reader, sight }: Eyes,
): void {
  const found = navigation.follow(row as never, reader)
  const shown: Json[] = []
  for (const object of found) {
    if (shown.length === MOST_EXPANDED) break
    shown.push(presentObject(object, item.options.select, reader, sight))
    if (!navigation.collection && object.type === 'user') addManagers(shown[0], object, item, { reader, sight })
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

/** Relationships to things that are no directory objects. */
function containedExpansion<Row>(
  type: GraphType<Row>,
  name: string,
  reader: Reader,
  keepExtensions: (rows: readonly OpenExtension[]) => readonly OpenExtension[],
): Expansion<{ id: string }> | undefined {
  switch (`${type.name}/${name}`.toLowerCase()) {
    case 'microsoft.graph.user/extensions':
    case 'microsoft.graph.group/extensions':
    case 'microsoft.graph.organization/extensions':
      return (row, json) => {
        json.extensions = keepExtensions(openExtensionsOf(reader, row.id)).map(presentExtension)
      }
    case 'microsoft.graph.domain/rootdomain':
      return (row, json) => {
        // The case says what the row is.
        const root = rootDomainOf(reader, row as unknown as Domain)
        json.rootDomain = root ? present(root, domainType().defaults, reader) : null
      }
    case 'microsoft.graph.user/licensedetails':
      return (row, json) => {
        // The case says what the rows are.
        json.licenseDetails = licenseDetails(reader, row as unknown as User)
      }
    case 'microsoft.graph.application/extensionproperties':
      return (row, json) => {
        json.extensionProperties = extensionPropertiesOf(reader, row.id).map((each) =>
          present(each, extensionPropertyType().defaults, reader),
        )
      }
    case 'microsoft.graph.application/federatedidentitycredentials':
      return (row, json) => {
        const credentials = federatedCredentialsOf(row as unknown as Application)
        json.federatedIdentityCredentials = credentials.map((each) =>
          present(each, federatedCredentialType().defaults, reader),
        )
      }
    case 'microsoft.graph.user/approleassignments':
    case 'microsoft.graph.group/approleassignments':
    case 'microsoft.graph.serviceprincipal/approleassignments':
      return (row, json) => {
        const held = [...reader.table(appRoleAssignments).find('principalId', row.id)]
        json.appRoleAssignments = held.map((assignment) =>
          present(assignment, appRoleAssignmentType().defaults, reader),
        )
      }
    default:
      return undefined
  }
}
