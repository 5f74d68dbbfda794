import type { Environment } from '../dataverse/environment-rows.js'
import { modelOf, requiredTable } from '../dataverse/model.js'
import { EMAIL_SET_BY_CLIENT } from '../dataverse/systemusers.js'
import type { Row } from '../dataverse/tables.js'
import type { User } from '../directory/user-rows.js'
import { settingOf } from './settings.js'

/** How one column of a systemuser follows the directory (Power Platform: Create users, user profile information). */
export interface FieldMapping {
  readonly column: string
  /** The directory's value. */
  readonly read: (user: User) => string | null
  /** `required`: the column keeps its value when the directory has none. `untilWritten`: until a client writes it. */
  readonly update?: 'required' | 'untilWritten'
  /** What a new row gets where the directory has no value. */
  readonly initially?: (user: User) => string | null
  /** `too`: filled as well where the profile works as in the on-premises product. `only`: filled there alone. */
  readonly onPremises?: 'too' | 'only'
}

const NO_FIRST_NAME = '#'

/** `displayName` is not here: Dataverse makes `fullname` of first and last name by itself. */
const FIELD_MAPPING: readonly FieldMapping[] = [
  { column: 'domainname', read: (user) => user.userPrincipalName, onPremises: 'too' },
  { column: 'windowsliveid', read: (user) => user.userPrincipalName },
  { column: 'firstname', read: (user) => user.givenName || NO_FIRST_NAME, onPremises: 'too' },
  {
    column: 'lastname',
    read: (user) => user.surname || null,
    update: 'required',
    initially: (user) => user.displayName ?? user.userPrincipalName,
    onPremises: 'too',
  },
  {
    column: 'internalemailaddress',
    read: (user) => user.mail ?? user.userPrincipalName,
    update: 'untilWritten',
    onPremises: 'too',
  },
  { column: 'jobtitle', read: (user) => user.jobTitle },
  { column: 'address1_telephone1', read: (user) => user.businessPhones[0] ?? null, onPremises: 'too' },
  { column: 'mobilephone', read: (user) => user.mobilePhone },
  // The directory has no home telephone: its one number that is not the office's stands for it.
  { column: 'homephone', read: (user) => user.mobilePhone, onPremises: 'only' },
  { column: 'address1_line1', read: (user) => user.streetAddress },
  { column: 'address1_city', read: (user) => user.city, onPremises: 'too' },
  { column: 'address1_stateorprovince', read: (user) => user.state, onPremises: 'too' },
  { column: 'address1_postalcode', read: (user) => user.postalCode },
  { column: 'address1_country', read: (user) => user.country },
]

/** The properties of a directory user that the mapping reads. */
export const MAPPED_PROPERTIES: readonly (keyof User)[] = [
  'userPrincipalName',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'jobTitle',
  'businessPhones',
  'mobilePhone',
  'streetAddress',
  'city',
  'state',
  'postalCode',
  'country',
]

/** The profile columns that the directory gives a row: a new one, without nulls, or (with `row`) one that is there. */
export function profileColumns(environment: Environment, user: User, row: Row | undefined): Row {
  const onPremises = settingOf(environment, 'profile.mode') === 'onPremises'
  if (row && onPremises) return {}
  const columns: Record<string, string | null> = {}
  for (const mapping of FIELD_MAPPING) {
    if (onPremises ? mapping.onPremises === undefined : mapping.onPremises === 'only') continue
    if (row && isKept(environment, mapping, user, row)) continue
    const value = mapping.read(user) ?? (row ? null : (mapping.initially?.(user) ?? null))
    if (row || value !== null) columns[mapping.column] = truncated(environment, mapping.column, value)
  }
  return columns
}

function isKept(environment: Environment, mapping: FieldMapping, user: User, row: Row): boolean {
  if (mapping.update === 'required') return mapping.read(user) === null
  if (mapping.update !== 'untilWritten') return false
  if (settingOf(environment, 'profile.primaryEmailPolicy') === 'never') return true
  return row[EMAIL_SET_BY_CLIENT] === true
}

/** Dataverse columns may be shorter than the directory's properties. */
function truncated(environment: Environment, column: string, value: string | null): string | null {
  const longest = requiredTable(modelOf(environment), 'systemuser').columns.get(column)?.maxLength
  return value === null || longest === undefined || value.length <= longest ? value : value.slice(0, longest)
}
