import type { Environment } from '../dataverse/environment-rows.js'
import type { Row } from '../dataverse/tables.js'
import type { User } from '../directory/user-rows.js'
import { profileColumns } from './field-mapping.js'

/** Values of `userlicensetype`. */
const UNLICENSED = 0
const LICENSED = 3

export function licenseColumns(islicensed: boolean): Row {
  return { islicensed, userlicensetype: islicensed ? LICENSED : UNLICENSED }
}

/** The columns of a new row for a directory user, but for what the verdict decides. Absent columns are null. */
export function newPersonColumns(environment: Environment, user: User, islicensed: boolean): Row {
  return {
    ...profileColumns(environment, user, undefined),
    ...licenseColumns(islicensed),
    azureactivedirectoryobjectid: user.id,
    // A trial needs no approval of the mailbox; elsewhere an administrator gives it.
    emailrouteraccessapproval: environment.type === 'Trial' ? 1 : 2,
  }
}
