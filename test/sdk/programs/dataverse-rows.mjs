// Rows with a published client: create, read, update, upsert, delete, batch, impersonation, tables as data, changes.
import { DynamicsWebApi } from 'dynamics-web-api'
import { graphAsApp } from './graph-as-app.mjs'
import { readTenant } from './tenant.mjs'

const emulator = await readTenant()
const { https, environment } = emulator
const { credential } = graphAsApp(emulator)
const environmentUrl = `${https}/environments/${environment.uniqueName}`
const options = {
  serverUrl: `${environmentUrl}/`,
  dataApi: { version: '9.2' },
  onTokenRefresh: async () => (await credential.getToken(`${environmentUrl}/.default`)).token,
}
const dataverse = new DynamicsWebApi(options)
const told = {}

// Rows
const key = await dataverse.create({ collection: 'accounts', data: { name: 'Fabrikam', revenue: 10 } })
const first = await dataverse.retrieveMultiple({ collection: 'accounts', select: ['name'], trackChanges: true })
await dataverse.update({ collection: 'accounts', key, data: { name: 'Fabrikam 2' } })
const read = await dataverse.retrieve({ collection: 'accounts', key, select: ['name'] })
// The client answers false where the row is another one by now (412).
const stale = await dataverse.update({ collection: 'accounts', key, data: { name: 'late' }, ifmatch: 'W/"1"' })
const chosen = '0b1ad6d8-77d5-4c3c-9d8e-3d0ec1a7e0aa'
const upserted = await dataverse.upsert({
  collection: 'accounts',
  key: chosen,
  data: { name: 'Chosen' },
  returnRepresentation: true,
  select: ['name'],
})
told.rows = { name: read.name, stale, upserted: [upserted.accountid === chosen, upserted.name] }

// A batch, all or nothing
dataverse.startBatch()
dataverse.create({ collection: 'accounts', data: { name: 'In a batch' }, contentId: '1' })
dataverse.create({ collection: 'contacts', data: { lastname: 'Bound', 'parentcustomerid_account@odata.bind': '$1' } })
const [account] = await dataverse.executeBatch()
const people = await dataverse.retrieveMultiple({
  collection: 'contacts',
  select: ['lastname'],
  filter: `_parentcustomerid_value eq ${account}`,
})
dataverse.startBatch()
dataverse.create({ collection: 'accounts', data: { name: 'Never' } })
dataverse.create({ collection: 'accounts', data: { nonsense: 1 } })
const refused = await dataverse.executeBatch().then(String, (errors) => [errors].flat().map(({ status }) => status))
const count = await dataverse.count({ collection: 'accounts', filter: "name eq 'Never'" })
told.batch = { people: people.value.map(({ lastname }) => lastname), refused, count }

// On behalf of somebody
const { UserId: me } = await dataverse.callFunction('WhoAmI')
const { value: others } = await dataverse.retrieveMultiple({
  collection: 'systemusers',
  select: ['systemuserid', 'fullname'],
  filter: `systemuserid ne ${me} and accessmode eq 0 and isdisabled eq false`,
})
const somebody = others[0]?.systemuserid
const { UserId } = await dataverse.callFunction({ name: 'WhoAmI', impersonate: somebody })
told.onBehalf = UserId === somebody

// Tables as data
const definition = await dataverse.retrieveEntity({ key: "LogicalName='account'", select: ['EntitySetName'] })
const csdl = await dataverse.retrieveCsdlMetadata()
const names = new DynamicsWebApi({ ...options, useEntityNames: true })
const byName = await names.count({ collection: 'account', filter: `accountid eq ${key}` })
told.metadata = { set: definition.EntitySetName, hasAccount: csdl.includes('<EntityType Name="account"'), byName }

// What changed since the first list
await dataverse.deleteRecord({ collection: 'accounts', key: chosen })
const answer = await fetch(first['@odata.deltaLink'], {
  headers: { authorization: `Bearer ${await options.onTokenRefresh()}` },
})
const { value: changes } = await answer.json()
told.changes = changes.map(({ name, reason }) => name ?? reason)

console.log(JSON.stringify(told))
