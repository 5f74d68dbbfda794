import { DomainError } from '../../../kernel/errors.js'
import { type Call, readerOf } from '../call.js'
import { findDirectoryObject } from '../model/directory-object.js'

/** With one of these an app binds whomever it likes. */
const WRITERS = ['Group.ReadWrite.All', 'Directory.ReadWrite.All']

/** Otherwise it must be able to read what it binds. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  user: ['User.Read.All', 'User.ReadWrite.All'],
  group: ['Group.Read.All', 'GroupMember.Read.All'],
  device: ['Device.Read.All', 'Device.ReadWrite.All'],
  servicePrincipal: ['Application.Read.All', 'Application.ReadWrite.All'],
}
const EVERYTHING = 'Directory.Read.All'

/**
 * Throws `denied` for an app that may make groups and no more, and binds to a new one whom it cannot read; itself it
 * always may (Microsoft Graph: Create group, Group.Create).
 */
export function requireBindingRight(call: Call, ids: readonly string[]): void {
  const { caller } = call
  if (caller.kind === 'user' || caller.unchecked || WRITERS.some((name) => caller.roles.has(name))) return
  for (const id of ids) {
    if (id === caller.oid) continue
    const type = findDirectoryObject(readerOf(call), id)?.type ?? ''
    const opens = [EVERYTHING, ...(READERS[type] ?? [])]
    if (!opens.some((name) => caller.roles.has(name))) throw new DomainError('denied', { id })
  }
}
