// A program as it runs in production: nothing in it, or in its environment beside what `graphverse env` prints, says that
// there is an emulator.
import { EnvironmentCredential } from '@azure/identity'
import { DynamicsWebApi } from 'dynamics-web-api'

const serverUrl = 'https://contoso.crm4.dynamics.com'
const credential = new EnvironmentCredential()
const claimsOf = ({ token }) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
const tokenFor = (resource) => credential.getToken(`${resource}/.default`)

const dataverse = new DynamicsWebApi({
  serverUrl,
  dataApi: { version: '9.2' },
  onTokenRefresh: async () => (await tokenFor(serverUrl)).token,
})
const page = await dataverse.retrieveMultiple({ collection: 'systemusers', select: ['fullname'], maxPageSize: 1 })
const next = page.oDataNextLink && (await dataverse.retrieveMultiple({ collection: 'systemusers' }, page.oDataNextLink))
const elsewhere = await new EnvironmentCredential({ authorityHost: 'https://login.example.com' })
  .getToken(`${serverUrl}/.default`)
  .then(
    () => 'reached',
    () => 'refused',
  )

console.log(
  JSON.stringify({
    graph: claimsOf(await tokenFor('https://graph.microsoft.com')),
    whoAmI: await dataverse.callFunction('WhoAmI'),
    nextLink: page.oDataNextLink,
    next: next?.value.length,
    elsewhere,
  }),
)
