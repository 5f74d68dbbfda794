import { assignLicense, type LicenseChanges } from '../../../domain/directory/assign-license.js'
import { reprocessLicenses } from '../../../domain/directory/group-licenses.js'
import { licenseDetails } from '../../../domain/directory/license-details.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import type { Answer } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { licenseDetailsType } from '../model/tenant-types.js'
import { userType } from '../model/user-type.js'
import { present } from '../present.js'
import { entityAnswer, valueAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { resolveUser } from './resolve-user.js'

/** POST /users/{id}/assignLicense (Microsoft Graph: user assignLicense). */
export function assignUserLicense(call: Call): Answer {
  const { id } = resolveUser(call)
  const user = write(call, (transaction) => assignLicense(transaction, id, call.body as LicenseChanges))
  return userAnswer(call, user)
}

/** POST /users/{id}/reprocessLicenseAssignment (Microsoft Graph: user reprocessLicenseAssignment). */
export function reprocessUserLicenses(call: Call): Answer {
  const { id } = resolveUser(call)
  const user = write(call, (transaction) => reprocessLicenses(transaction, id))
  const properties = userType().all.filter(({ data }) => !data.singleOnly && !data.selectOnly && !data.askedOnly)
  return valueAnswer(call, 'users/$entity', present(user, properties, readerOf(call)))
}

function userAnswer(call: Call, user: User): Answer {
  return valueAnswer(call, 'users/$entity', present(user, userType().defaults, readerOf(call)))
}

/** GET /users/{id}/licenseDetails (Microsoft Graph: List licenseDetails). */
export function listLicenseDetails(call: Call): Answer {
  const user = resolveUser(call)
  return listAnswer(call, {
    type: licenseDetailsType(),
    source: listSource(licenseDetails(readerOf(call), user), (details) => details.id),
    context: `users('${user.id}')/licenseDetails`,
  })
}

/** GET /users/{id}/licenseDetails/{detailsId}. */
export function getLicenseDetails(call: Call): Answer {
  const user = resolveUser(call)
  const wanted = parameter(call, 'detailsId')
  const details = licenseDetails(readerOf(call), user).find(({ id }) => id === wanted)
  if (!details) throw new DomainError('notFound', { id: wanted })
  return entityAnswer(call, licenseDetailsType(), details, `users('${user.id}')/licenseDetails`)
}
