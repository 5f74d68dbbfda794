import { DynamicsWebApi } from 'dynamics-web-api'

// https://localhost:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env
const environment = `${emulator}/environments/contoso/`

// Or any of the recipes that bring a token; the scope is the address of the environment.
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
const dataverse = new DynamicsWebApi({ serverUrl: environment, dataApi: { version: '9.2' }, onTokenRefresh })

console.log(await dataverse.callFunction('WhoAmI'))
const account = { name: 'Fourth Coffee' }
const accountid = await dataverse.create({ collection: 'accounts', data: account })
const { value } = await dataverse.retrieveMultiple({
  collection: 'accounts',
  select: ['name'],
  filter: `accountid eq ${accountid}`,
})
console.log('created', value[0].name)
