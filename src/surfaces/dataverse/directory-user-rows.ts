import type { Reader } from '../../domain/access.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { users } from '../../domain/directory/tables.js'
import type { User } from '../../domain/directory/user-rows.js'

/** Columns of the virtual table and the properties of a directory user they show. */
const sources = {
  accountenabled: 'accountEnabled',
  city: 'city',
  companyname: 'companyName',
  country: 'country',
  createddatetime: 'createdDateTime',
  department: 'department',
  displayname: 'displayName',
  employeeid: 'employeeId',
  faxnumber: 'faxNumber',
  givenname: 'givenName',
  jobtitle: 'jobTitle',
  mail: 'mail',
  mailnickname: 'mailNickname',
  mobilephone: 'mobilePhone',
  officelocation: 'officeLocation',
  postalcode: 'postalCode',
  preferredlanguage: 'preferredLanguage',
  state: 'state',
  streetaddress: 'streetAddress',
  surname: 'surname',
  usagelocation: 'usageLocation',
  userprincipalname: 'userPrincipalName',
  usertype: 'userType',
} as const satisfies Readonly<Record<string, keyof User>>

/** The users of the directory as rows of `aaduser` (Microsoft: Work with data from Microsoft Entra ID). */
export function* directoryUserRows(reader: Reader): Generator<Row> {
  for (const user of reader.table(users).rows()) {
    const columns = Object.entries(sources).map(([column, property]) => [column, user[property] ?? null])
    yield { aaduserid: user.id, ...Object.fromEntries(columns) }
  }
}
