import { ClientSecretCredential } from '@azure/identity'
import { DynamicsWebApi } from 'dynamics-web-api'

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, HTTPS_PROXY } = process.env
const environment = 'https://contoso.crm.dynamics.com/'

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
const dataverse = new DynamicsWebApi({
  serverUrl: environment,
  dataApi: { version: '9.2' },
  onTokenRefresh: async () => (await credential.getToken(`${environment}.default`)).token,
  proxy: { url: HTTPS_PROXY }, // or the variable https_proxy, in small letters
})

console.log(await dataverse.callFunction('WhoAmI'))
const account = { name: 'Fourth Coffee' }
const accountid = await dataverse.create({ collection: 'accounts', data: account })
const { value } = await dataverse.retrieveMultiple({
  collection: 'accounts',
  select: ['name'],
  filter: `accountid eq ${accountid}`,
})
console.log('created', value[0].name)
