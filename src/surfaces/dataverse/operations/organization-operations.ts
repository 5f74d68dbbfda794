import { visibleRows } from '../../../domain/dataverse/access-check.js'
import { rowsOf } from '../../../domain/dataverse/tables.js'
import type { Answer } from '../answer.js'
import { readerOf } from '../context.js'
import { RequestRefused } from '../errors.js'
import { tableNamed } from '../fetch/names.js'
import type { Operation, OperationCall } from '../operation.js'
import { complexResult } from './complex-result.js'

const DATAVERSE_VERSION = '9.2.26104.162'

function whoAmI(call: OperationCall): Answer {
  const { session, environment } = call.context
  return complexResult(call, 'WhoAmI', {
    BusinessUnitId: session.user.businessunitid,
    UserId: session.user.systemuserid,
    OrganizationId: environment.organizationId,
  })
}

function retrieveVersion(call: OperationCall): Answer {
  return complexResult(call, 'RetrieveVersion', { Version: DATAVERSE_VERSION })
}

function retrieveCurrentOrganization(call: OperationCall): Answer {
  const { environment, root, tenantId } = call.context
  const base = root.slice(0, root.toLowerCase().lastIndexOf('/api/data/'))
  const endpoints: readonly (readonly [string, string])[] = [
    ['WebApplication', `${base}/`],
    ['OrganizationService', `${base}/XRMServices/2011/Organization.svc`],
    ['OrganizationDataService', `${base}/XRMServices/2011/OrganizationData.svc`],
  ]
  return complexResult(call, 'RetrieveCurrentOrganization', {
    Detail: {
      OrganizationId: environment.organizationId,
      FriendlyName: environment.displayName,
      OrganizationVersion: DATAVERSE_VERSION,
      EnvironmentId: environment.id,
      DatacenterId: '00000000-0000-0000-0000-000000000000',
      Geo: 'NA',
      TenantId: tenantId,
      UrlName: environment.uniqueName,
      UniqueName: environment.uniqueName,
      State: 'Enabled',
      Endpoints: {
        Count: endpoints.length,
        IsReadOnly: false,
        Keys: endpoints.map(([name]) => name),
        Values: endpoints.map(([, address]) => address),
      },
    },
  })
}

/** The number of rows per table that the caller may read. */
function retrieveTotalRecordCount(call: OperationCall): Answer {
  const { context, parameters } = call
  const names = Array.isArray(parameters.EntityNames) ? parameters.EntityNames.map(String) : []
  const reader = readerOf(context)
  const counts = names.map((name) => {
    const table = tableNamed(context, name)
    const test = visibleRows(reader, context.session, table)
    const rows = rowsOf(reader, context.environment, name)
    return test ? [...rows.rows()].filter(test).length : rows.size
  })
  return complexResult(call, 'RetrieveTotalRecordCount', {
    EntityRecordCountCollection: { Count: names.length, IsReadOnly: false, Keys: names, Values: counts },
  })
}

/** Time zones by the name Windows gives them, with the code Dataverse keeps in user settings. */
const timeZoneCodes: ReadonlyMap<string, number> = new Map([
  ['Dateline Standard Time', 0],
  ['Samoa Standard Time', 1],
  ['Hawaiian Standard Time', 2],
  ['Alaskan Standard Time', 3],
  ['Pacific Standard Time', 4],
  ['Mountain Standard Time', 10],
  ['Central Standard Time', 20],
  ['Eastern Standard Time', 35],
  ['Atlantic Standard Time', 50],
  ['GMT Standard Time', 85],
  ['Greenwich Standard Time', 90],
  ['UTC', 92],
  ['W. Europe Standard Time', 110],
  ['Romance Standard Time', 105],
  ['Central Europe Standard Time', 95],
  ['Tokyo Standard Time', 235],
  ['AUS Eastern Standard Time', 255],
])

function getTimeZoneCodeByLocalizedName(call: OperationCall): Answer {
  const code = timeZoneCodes.get(String(call.parameters.LocalizedStandardName))
  if (code === undefined) throw new RequestRefused(400, '0x80040203', 'Invalid argument.')
  return complexResult(call, 'GetTimeZoneCodeByLocalizedName', { TimeZoneCode: code })
}

/** What is said of the environment as a whole. */
export const organizationOperations: readonly Operation[] = [
  { name: 'WhoAmI', kind: 'function', run: whoAmI },
  { name: 'RetrieveVersion', kind: 'function', run: retrieveVersion },
  { name: 'RetrieveCurrentOrganization', kind: 'function', run: retrieveCurrentOrganization },
  { name: 'RetrieveTotalRecordCount', kind: 'function', run: retrieveTotalRecordCount },
  { name: 'GetTimeZoneCodeByLocalizedName', kind: 'function', run: getTimeZoneCodeByLocalizedName },
]
