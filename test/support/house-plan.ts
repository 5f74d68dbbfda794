import type { Import } from './read-imports.js'

interface Room {
  readonly name: string
  readonly holds: RegExp
  /** Rooms whose code it may use, beside its own. */
  readonly mayImport: readonly string[]
  /** Single files of further rooms that it may use. */
  readonly mayOpen?: RegExp
  /** Single files of further rooms that it may know by type alone. */
  readonly mayKnow?: RegExp
  /** True when a browser build needs the room: no `node:*` in it. */
  readonly portable: boolean
}

/** What a room of the domain may use of the store: how tables are declared and who acts. Rows are reached through `domain/access.ts`. */
const TABLE_FORM = /^src\/store\/(commit|table-definition)\.ts$/
/** Readers and transactions, by type. */
const TABLE_READERS = /^src\/store\/(table|transaction)\.ts$/

/** What a fixture's systemusers share with those that provisioning writes. */
const FIXTURE_ROWS = /^src\/domain\/provisioning\/(directory-application|license-class|new-row-columns|stub-users)\.ts$/

function truth(name: string, mayImport: readonly string[], mayOpen: RegExp = TABLE_FORM): Room {
  return {
    name,
    holds: new RegExp(`^src/domain/${name}/`),
    mayImport: [...mayImport, 'access', 'kernel'],
    mayOpen,
    mayKnow: TABLE_READERS,
    portable: true,
  }
}

function surface(name: string, mayImport: readonly string[]): Room {
  return {
    name: `surfaces/${name}`,
    holds: new RegExp(`^src/surfaces/${name}/`),
    mayImport: [...mayImport, 'access', 'http', 'kernel'],
    portable: true,
  }
}

const SURFACES = [
  surface('graph', ['directory', 'tokens', 'notifications', 'odata']),
  surface('dataverse', ['directory', 'tokens', 'dataverse', 'provisioning', 'odata']),
  surface('login', ['directory', 'tokens', 'dataverse']),
  surface('powerplatform', ['directory', 'tokens', 'dataverse', 'provisioning']),
  surface('control', ['directory', 'tokens', 'dataverse', 'provisioning', 'fixture']),
  surface('pages', []),
]

/** The rooms, from the ground up; the first that holds a file is its room. */
const rooms: readonly Room[] = [
  { name: 'kernel', holds: /^src\/kernel\//, mayImport: [], portable: true },
  { name: 'store', holds: /^src\/store\//, mayImport: ['kernel'], portable: false },
  { name: 'odata', holds: /^src\/odata\//, mayImport: ['kernel'], portable: true },
  { name: 'http', holds: /^src\/http\//, mayImport: ['kernel'], portable: true },
  {
    name: 'access',
    holds: /^src\/domain\/access\.ts$/,
    mayImport: ['kernel'],
    mayKnow: /^src\/store\/(commit|table|transaction)\.ts$/,
    portable: true,
  },
  truth('directory', []),
  truth('notifications', ['directory']),
  truth('dataverse', []),
  truth('tokens', ['directory']),
  truth('provisioning', ['directory', 'dataverse']),
  truth('fixture', ['directory', 'dataverse'], FIXTURE_ROWS),
  ...SURFACES,
  {
    name: 'emulator',
    holds: /^src\/(choose-surface|compose-emulator|emulator|not-served|refuse-unreadable|request-access)\.ts$/,
    mayImport: [
      ...['access', 'directory', 'tokens', 'notifications', 'provisioning', 'fixture', 'store', 'http', 'kernel'],
      ...SURFACES.map(({ name }) => name),
    ],
    portable: true,
  },
  {
    name: 'hosts',
    holds: /^src\/hosts\//,
    mayImport: ['http', 'kernel'],
    mayKnow: /^src\/(emulator|compose-emulator|domain\/tokens\/signer|domain\/notifications\/courier)\.ts$/,
    portable: false,
  },
  {
    name: 'doors',
    holds: /^src\/(index|msw|express)\.ts$/,
    mayImport: ['emulator', 'hosts', 'kernel'],
    mayKnow: /^src\/http\/message\.ts$/,
    portable: false,
  },
  { name: 'cli', holds: /^src\/cli\//, mayImport: ['doors', 'hosts', 'kernel'], portable: false },
]

/** The one place at which each third-party library is imported. */
const libraryDoors: Readonly<Record<string, RegExp>> = {
  express: /^src\/hosts\/express\.ts$/,
  msw: /^src\/hosts\/msw\.ts$/,
  jsonwebtoken: /^src\/hosts\/node-signer\.ts$/,
  '@peculiar/asn1-schema': /^src\/hosts\/certificates\.ts$/,
  '@peculiar/asn1-x509': /^src\/hosts\/certificates\.ts$/,
  '@peculiar/x509': /^src\/hosts\/certificates\.ts$/,
  'reflect-metadata': /^src\/hosts\/certificates\.ts$/,
  lowdb: /^src\/store\/snapshot-file\.ts$/,
  commander: /^src\/cli\//,
  pino: /^src\/hosts\/log\.ts$/,
  saxes: /^src\/surfaces\/dataverse\/fetch\/parse-xml\.ts$/,
  '@noble/hashes': /^src\/kernel\/portable-digest\.ts$/,
}

/** Compiled schemas, made by `scripts/compile-validators.mjs`. */
const generatedDoors: Readonly<Record<string, RegExp>> = {
  'generated/request-validators.ts': /^src\/http\/validate\.ts$/,
  'generated/fixture-validator.ts': /^src\/domain\/fixture\//,
}

function roomOf(path: string): string | undefined {
  return rooms.find(({ holds }) => holds.test(path))?.name
}

/** Why an import is against the house plan, or undefined when it is not. */
export function objectionTo({ from, to, typeOnly }: Import): string | undefined {
  const room = rooms.find(({ holds }) => holds.test(from))
  if (!room) return `${from} stands in no room`
  if (to.startsWith('src/')) return objectionToRoom(room, to, typeOnly)
  if (to.startsWith('generated/'))
    return generatedDoors[to]?.test(from) ? undefined : `${to} is read elsewhere than at its door`
  if (/^(fixtures\/.*|package)\.json$/.test(to)) return undefined
  if (to.startsWith('node:')) return room.portable ? `${room.name} must do without Node, but imports ${to}` : undefined
  const library = to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/')
  return libraryDoors[library]?.test(from) ? undefined : `${to} is imported elsewhere than at its door`
}

function objectionToRoom(room: Room, to: string, typeOnly: boolean): string | undefined {
  const other = roomOf(to)
  if (other === undefined) return `${to} stands in no room`
  if (other === room.name || room.mayImport.includes(other) || room.mayOpen?.test(to)) return undefined
  if (!room.mayKnow?.test(to)) return `${room.name} may not import ${to} of ${other}`
  return typeOnly ? undefined : `${room.name} may know ${to} by type alone`
}
