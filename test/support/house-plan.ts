import type { Import } from './read-imports.js'

interface Room {
  readonly name: string
  readonly holds: RegExp
  /** Rooms whose code it may use, beside its own. */
  readonly mayImport: readonly string[]
  /** Rooms it may know by type alone. */
  readonly mayKnow?: readonly string[]
  /** True when a browser build needs the room: no `node:*` in it. */
  readonly portable: boolean
}

const TRUTH = ['directory', 'dataverse', 'tokens', 'provisioning', 'fixture', 'access']
const SURFACES = ['graph', 'dataverse', 'login', 'powerplatform', 'control', 'discovery', 'pages']
const ENGINES = ['store', 'odata', 'http']

function surface(name: string): Room {
  return {
    name: `surfaces/${name}`,
    holds: new RegExp(`^src/surfaces/${name}(/|\\.ts$)`),
    mayImport: [...TRUTH, 'odata', 'http', 'kernel'],
    portable: true,
  }
}

/** The rooms, from the ground up; the first that holds a file is its room. */
const rooms: readonly Room[] = [
  { name: 'kernel', holds: /^src\/kernel\//, mayImport: [], portable: true },
  { name: 'store', holds: /^src\/store\//, mayImport: ['kernel'], portable: false },
  { name: 'odata', holds: /^src\/odata\//, mayImport: ['kernel'], portable: true },
  { name: 'http', holds: /^src\/http\//, mayImport: ['kernel'], portable: true },
  { name: 'access', holds: /^src\/domain\/access\.ts$/, mayImport: ['store', 'kernel'], portable: true },
  ...['directory', 'dataverse'].map((name) => ({
    name,
    holds: new RegExp(`^src/domain/${name}/`),
    mayImport: ['store', 'access', 'kernel'],
    mayKnow: ['odata'],
    portable: true,
  })),
  {
    name: 'tokens',
    holds: /^src\/domain\/tokens\//,
    mayImport: ['directory', 'store', 'access', 'kernel'],
    portable: true,
  },
  {
    name: 'provisioning',
    holds: /^src\/domain\/provisioning\//,
    mayImport: ['directory', 'dataverse', 'tokens', 'store', 'access', 'kernel'],
    portable: true,
  },
  {
    name: 'fixture',
    holds: /^src\/domain\/fixture\//,
    mayImport: ['directory', 'dataverse', 'tokens', 'provisioning', 'store', 'access', 'kernel'],
    portable: true,
  },
  ...SURFACES.map(surface),
  {
    name: 'hosts',
    holds: /^src\/hosts\//,
    mayImport: ['http', 'kernel'],
    mayKnow: ['emulator', 'tokens', 'store'],
    portable: false,
  },
  { name: 'cli', holds: /^src\/cli\//, mayImport: ['doors', 'emulator', 'hosts', 'kernel'], portable: false },
  {
    name: 'doors',
    holds: /^src\/(index|msw|express)\.ts$/,
    mayImport: ['cli', 'emulator', 'hosts', 'kernel'],
    mayKnow: ['http'],
    portable: false,
  },
  {
    name: 'emulator',
    holds: /^src\/[^/]+\.ts$/,
    mayImport: [...TRUTH, ...ENGINES, ...SURFACES.map((name) => `surfaces/${name}`), 'kernel'],
    portable: true,
  },
]

/** The one place at which each third-party library is imported. */
const libraryDoors: Readonly<Record<string, RegExp>> = {
  express: /^src\/hosts\/express\.ts$/,
  msw: /^src\/hosts\/msw\.ts$/,
  jsonwebtoken: /^src\/hosts\/node-signer\.ts$/,
  '@peculiar/x509': /^src\/hosts\/certificates\.ts$/,
  'reflect-metadata': /^src\/hosts\/certificates\.ts$/,
  lowdb: /^src\/store\/snapshot-file\.ts$/,
  commander: /^src\/cli\//,
  pino: /^src\/cli\/log\.ts$/,
  '@noble/hashes': /^src\/kernel\/digest\.ts$/,
}

/** Compiled schemas, made by `scripts/compile-validators.mjs`. */
const generatedDoors: Readonly<Record<string, RegExp>> = {
  'generated/request-validators.ts': /^src\/http\/validate\.ts$/,
  'generated/fixture-validator.ts': /^src\/domain\/fixture\//,
}

export function roomOf(path: string): string | undefined {
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
  if (other === room.name || room.mayImport.includes(other)) return undefined
  if (!room.mayKnow?.includes(other)) return `${room.name} may not import ${other}`
  return typeOnly ? undefined : `${room.name} may know ${other} by type alone`
}
