import type { Reader } from '../access.js'
import { getGroup, getUser } from '../directory/find-principal.js'

/** What a subscription watches. */
export interface WatchedResource {
  readonly kind: 'user' | 'group'
  /** An object; undefined for all of the kind. */
  readonly id: string | undefined
  /** Nothing but who comes and goes. */
  readonly membersOnly: boolean
}

const RESOURCE = /^\/?(users|groups)(?:\/([^/?]+)|\('([^'/?]+)'\))?(\/members)?\/?$/i

/** Reads `users`, `groups/{id}`, `/groups/{id}/members`; undefined for what nobody can be told of. */
export function parseResource(text: string): WatchedResource | undefined {
  const match = RESOURCE.exec(text)
  if (!match) return undefined
  const [, set = '', path, key, members] = match
  const kind = set.toLowerCase() === 'users' ? 'user' : 'group'
  const id = path ?? key
  if (members !== undefined && (kind === 'user' || id === undefined)) return undefined
  return { kind, id: id?.toLowerCase(), membersOnly: members !== undefined }
}

/** The object that a resource names, by its object id. Throws `notFound`. */
export function withObjectId(reader: Reader, watched: WatchedResource): WatchedResource {
  if (watched.id === undefined) return watched
  const object = watched.kind === 'user' ? getUser(reader, watched.id) : getGroup(reader, watched.id)
  return { ...watched, id: object.id }
}
