import { DynamicsWebApi } from 'dynamics-web-api'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env
const environment = `${emulator}/environments/contoso/`

async function onTokenRefresh() {
  const answer = await fetch(`${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: AZURE_CLIENT_ID,
      client_secret: AZURE_CLIENT_SECRET,
      scope: `${environment}.default`,
    }),
  })
  const { access_token, error_description } = await answer.json()
  if (error_description) throw new Error(error_description)
  return access_token
}
// With entity names, tables go by `account` as well as by `accounts`: the client asks for the definitions first.
const dataverse = new DynamicsWebApi({
  serverUrl: environment,
  dataApi: { version: '9.2' },
  useEntityNames: true,
  onTokenRefresh,
})

// Rows: create, read, update, make or update, delete
const key = await dataverse.create({ collection: 'account', data: { name: 'Wingtip Toys' } })
await dataverse.update({ collection: 'account', key, data: { telephone1: '555-0199' } })
const read = await dataverse.retrieve({ collection: 'account', key, select: ['name', 'telephone1'] })
const chosen = { collection: 'account', key: '0b1ad6d8-77d5-4c3c-9d8e-3d0ec1a7e0aa' }
await dataverse.upsert({ ...chosen, data: { name: 'Tailspin Toys' } })
await dataverse.deleteRecord(chosen)
const gone = await dataverse.retrieve(chosen).catch(({ status, message }) => `${status} ${message}`)
console.log(read.name, read.telephone1, gone)

// A change set: the contact hangs on the account that is made with it
dataverse.startBatch()
dataverse.create({ collection: 'accounts', data: { name: 'Adventure Works' }, contentId: '1' })
dataverse.create({ collection: 'contacts', data: { lastname: 'Duffy', 'parentcustomerid_account@odata.bind': '$1' } })
const [account] = await dataverse.executeBatch()
const filter = `_parentcustomerid_value eq ${account}`
const { value: people } = await dataverse.retrieveMultiple({ collection: 'contact', select: ['lastname'], filter })
console.log('in one batch:', people[0].lastname)

// FetchXML: page by page until the paging cookie ends
const targets = Array.from({ length: 5 }, (_, index) => ({
  '@odata.type': 'Microsoft.Dynamics.CRM.account',
  name: `Page ${index}`,
}))
await dataverse.callAction({
  collection: 'accounts',
  actionName: 'Microsoft.Dynamics.CRM.CreateMultiple',
  action: { Targets: targets },
})
const fetchXml = `<fetch count="2"><entity name="account"><attribute name="name"/><order attribute="name"/>
  <filter><condition attribute="name" operator="begins-with" value="Page "/></filter></entity></fetch>`
// Without the cookie, for which it has to ask, the client stops after the first page.
const includeAnnotations = 'Microsoft.Dynamics.CRM.fetchxmlpagingcookie'
const { value: pages } = await dataverse.fetchAll({ collection: 'accounts', fetchXml, includeAnnotations })
console.log('in pages of two:', pages.map(({ name }) => name).join(', '))

// As somebody else, who may do less
const { value: users } = await dataverse.retrieveMultiple({
  collection: 'systemuser',
  select: ['systemuserid'],
  filter: "fullname eq 'Adele Vance'",
})
const [{ systemuserid: impersonate }] = users
const { UserId } = await dataverse.callFunction({ name: 'WhoAmI', impersonate })
const refusal = await dataverse
  .create({ collection: 'businessunits', data: { name: 'Mine' }, impersonate })
  .catch(({ status }) => status)
console.log('as Adele:', UserId === impersonate, refusal)

// Tables and columns
const { EntitySetName } = await dataverse.retrieveEntity({ key: "LogicalName='contact'", select: ['EntitySetName'] })
const csdl = await dataverse.retrieveCsdlMetadata()
console.log(EntitySetName, csdl.includes('<EntityType Name="contact"'))
