import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { userKindOf } from '../dataverse/special-users.js'
import { findSystemuserByObjectId, findSystemusersByDomainName } from '../dataverse/systemusers.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { findUser } from '../directory/find-principal.js'
import { deletedItems } from '../directory/tables.js'

/**
 * The object id of the directory user that somebody asks about by object id, user principal name, or the id of the row.
 * Throws `stubUser` for a placeholder, which has no directory user, and `userNotFound`.
 */
export function diagnosticSubject(reader: Reader, environment: Environment, idOrName: string): string {
  const user = findUser(reader, idOrName)
  if (user) return user.id
  const deleted = reader.table(deletedItems).get(fold(idOrName))
  if (deleted?.kind === 'user') return deleted.id
  const row = environment.hasDatabase ? rowMeant(reader, environment, idOrName) : undefined
  const kind = row && userKindOf(environment, row)
  if (kind === 'person') return String(row?.azureactivedirectoryobjectid)
  if (kind === 'stub') throw new DomainError('stubUser', { user: row?.domainname ?? idOrName })
  throw new DomainError('userNotFound', { user: idOrName })
}

/** A row whose directory user may be gone; a person before a stub of the same name. */
function rowMeant(reader: Reader, environment: Environment, idOrName: string): Row | undefined {
  const byId =
    findSystemuserByObjectId(reader, environment, idOrName) ??
    rowsOf(reader, environment, 'systemuser').get(fold(idOrName))
  if (byId) return byId
  const named = [...findSystemusersByDomainName(reader, environment, idOrName)]
  return named.find((row) => userKindOf(environment, row) === 'person') ?? named[0]
}
