import type { Reader } from '../../domain/access.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'

/** Values of `applicationtype`. */
const FIRST_PARTY = 0
const EXTERNAL = 2

/** The application users of an environment once more, as rows of `applicationuser`; the platform's own are first party. */
export function* applicationUserRows(reader: Reader, environment: Environment): Generator<Row> {
  for (const user of rowsOf(reader, environment, 'systemuser').rows()) {
    if (!user.applicationid) continue
    yield {
      applicationuserid: user.systemuserid ?? null,
      applicationid: user.applicationid,
      applicationname: user.lastname ?? null,
      applicationtype: user.azureactivedirectoryobjectid ? EXTERNAL : FIRST_PARTY,
      businessunitid: user.businessunitid ?? null,
      createdby: user.createdby ?? null,
      createdon: user.createdon ?? null,
      modifiedby: user.modifiedby ?? null,
      modifiedon: user.modifiedon ?? null,
      componentstate: 0,
      canimpersonateassystemuser: false,
      ismanaged: false,
      statecode: user.isdisabled ? 1 : 0,
      statuscode: user.isdisabled ? 2 : 1,
    }
  }
}
