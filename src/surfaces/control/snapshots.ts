import { formatInstant } from '../../kernel/instant.js'
import { conflict, notFound } from './control-refused.js'
import type { ControlRooms, NamedSnapshot } from './rooms.js'

export interface SnapshotInfo {
  readonly name: string
  readonly at: string
  /** Ids of the tenants it holds. */
  readonly tenants: readonly string[]
}

/** What `GET /_emulator/snapshots` answers. */
export function listSnapshots({ store }: ControlRooms): readonly SnapshotInfo[] {
  return store.snapshots.map(describeSnapshot)
}

/** Keeps all tenants and their data under a name. Throws `ControlRefused` when the name is taken. */
export async function takeSnapshot(
  { store }: ControlRooms,
  { name }: { readonly name: string },
): Promise<SnapshotInfo> {
  if (store.snapshots.some((snapshot) => snapshot.name === name))
    throw conflict(`There is a snapshot "${name}" already: delete it or take another name.`, '/name')
  const snapshot = describeSnapshot(store.takeSnapshot(name))
  await store.durable()
  return snapshot
}

/** Brings tenants and data back as they were. Throws `ControlRefused`. */
export async function restoreSnapshot(rooms: ControlRooms, name: string): Promise<void> {
  const { store, provisioning } = rooms
  requireSnapshot(rooms, name)
  store.restoreSnapshot(name)
  provisioning.restart()
  await store.durable()
}

/** Forgets a snapshot. Throws `ControlRefused`. */
export async function deleteSnapshot(rooms: ControlRooms, name: string): Promise<void> {
  requireSnapshot(rooms, name)
  rooms.store.dropSnapshot(name)
  await rooms.store.durable()
}

function requireSnapshot({ store }: ControlRooms, name: string): void {
  if (store.snapshots.some((snapshot) => snapshot.name === name)) return
  throw notFound(`There is no snapshot "${name}"; GET /_emulator/snapshots lists those there are.`)
}

function describeSnapshot({ name, at, tenants }: NamedSnapshot): SnapshotInfo {
  return { name, at: formatInstant(at), tenants: [...tenants.keys()] }
}
