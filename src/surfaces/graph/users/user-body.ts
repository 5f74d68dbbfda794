import { blankUser, type UserChanges } from '../../../domain/directory/user-changes.js'
import { formatInstant, parseInstant } from '../../../kernel/instant.js'
import { lazily } from '../lazily.js'

const columns = lazily(() => new Set([...Object.keys(blankUser('', '')), 'passwordProfile']))
const INSTANTS = new Set(['employeeHireDate', 'employeeLeaveDateTime'])

/**
 * A body of POST or PATCH /users as the domain takes it: annotations and custom security attributes dropped, extensions
 * and profile texts apart.
 */
export function userChangesOf(body: unknown): UserChanges {
  const changes: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body as object)) {
    if (name.includes('@') || name === 'customSecurityAttributes') continue
    if (INSTANTS.has(name)) changes[name] = instantOf(value)
    else if (columns().has(name)) changes[name] = value
    else extra[name] = value
  }
  return Object.keys(extra).length === 0 ? changes : { ...changes, extra }
}

function instantOf(value: unknown): unknown {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined
  return instant === undefined ? value : formatInstant(instant)
}
