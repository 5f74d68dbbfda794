// FetchXML with a published client: pages of a query that joins, then an aggregate.
import { DynamicsWebApi } from 'dynamics-web-api'
import { graphAsApp } from './graph-as-app.mjs'
import { readTenant } from './tenant.mjs'

const emulator = await readTenant()
const { https, environment } = emulator
const { credential } = graphAsApp(emulator)
const environmentUrl = `${https}/environments/${environment.uniqueName}`
const dataverse = new DynamicsWebApi({
  serverUrl: environmentUrl,
  dataApi: { version: '9.2' },
  includeAnnotations: '*',
  onTokenRefresh: async () => (await credential.getToken(`${environmentUrl}/.default`)).token,
})

for (let number = 1; number <= 7; number++) {
  const parent = await dataverse.create({
    collection: 'accounts',
    data: { name: `Mill ${number}`, revenue: number * 100 },
  })
  await dataverse.create({
    collection: 'contacts',
    data: { lastname: `Miller ${number}`, 'parentcustomerid_account@odata.bind': `/accounts(${parent})` },
  })
}
const joined = `<fetch count="3"><entity name="account"><attribute name="name"/><order attribute="name"/>
  <filter><condition attribute="name" operator="like" value="Mill %"/></filter>
  <link-entity name="contact" from="parentcustomerid" to="accountid" alias="person"><attribute name="lastname"/></link-entity>
</entity></fetch>`
const all = await dataverse.fetchAll({ collection: 'accounts', fetchXml: joined })
const second = await dataverse.fetch({ collection: 'accounts', fetchXml: joined, pageNumber: 2 })
const sum = await dataverse.fetch({
  collection: 'accounts',
  fetchXml: `<fetch aggregate="true"><entity name="account"><attribute name="revenue" aggregate="sum" alias="total"/>
    <filter><condition attribute="name" operator="begins-with" value="Mill"/></filter></entity></fetch>`,
})
const refusal = await dataverse
  .fetch({ collection: 'accounts', fetchXml: '<fetch><entity name="acount"/></fetch>' })
  .then(
    () => null,
    ({ status, code, message }) => ({ status, code, message }),
  )
const shown = (rows) => rows.map((row) => [row.name, row['person.lastname']])
console.log(JSON.stringify({ all: shown(all.value), second: shown(second.value), total: sum.value[0].total, refusal }))
