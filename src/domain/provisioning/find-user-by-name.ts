import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { userKindOf } from '../dataverse/special-users.js'
import { findSystemusersByDomainName } from '../dataverse/systemusers.js'
import type { Row } from '../dataverse/tables.js'

/** The systemuser of a user name: where a stub shares it with a synchronized user, the latter. */
export function findUserByName(
  reader: Reader,
  environment: Environment,
  domainname: string,
): { readonly user: Row | undefined; readonly isAmbiguous: boolean } {
  const named = [...findSystemusersByDomainName(reader, environment, domainname)]
  const user = named.find((row) => userKindOf(environment, row) !== 'stub') ?? named[0]
  return { user, isAmbiguous: named.length > 1 }
}
