// The story of the product with published clients: an administrator's program creates a user, licenses it, lets it into the
// environment's group, and another program sees the systemuser appear; then the user itself signs in and asks who it is.
import { PublicClientApplication } from '@azure/msal-node'
import { DynamicsWebApi } from 'dynamics-web-api'
import { graphAsApp } from './graph-as-app.mjs'
import { readTenant } from './tenant.mjs'

const emulator = await readTenant()
const { https, tenant, app, environment } = emulator
const { graph, credential } = graphAsApp(emulator)
const environmentUrl = `${https}/environments/${environment.uniqueName}`
const dataverse = new DynamicsWebApi({
  serverUrl: environmentUrl,
  dataApi: { version: '9.2' },
  onTokenRefresh: async () => (await credential.getToken(`${environmentUrl}/.default`)).token,
})

const password = 'Quiet-River-42'
const userPrincipalName = `nora@${tenant.defaultDomain}`
const user = await graph.api('/users').post({
  accountEnabled: true,
  displayName: 'Nora Lindqvist',
  givenName: 'Nora',
  surname: 'Lindqvist',
  jobTitle: 'Buyer',
  mailNickname: 'nora',
  userPrincipalName,
  usageLocation: 'SE',
  passwordProfile: { password, forceChangePasswordNextSignIn: false },
})
const rowOf = async () => {
  const { value } = await dataverse.retrieveMultiple({
    collection: 'systemusers',
    select: ['fullname', 'domainname', 'jobtitle', 'isdisabled', 'accessmode', 'islicensed'],
    filter: `azureactivedirectoryobjectid eq ${user.id}`,
  })
  return value[0] ?? null
}
const beforeLicense = await rowOf()

const skus = await graph.api('/subscribedSkus').get()
const powerApps = skus.value.find((sku) => sku.skuPartNumber === 'POWERAPPS_PER_USER')
await graph
  .api(`/users/${user.id}/assignLicense`)
  .post({ addLicenses: [{ skuId: powerApps.skuId, disabledPlans: [] }], removeLicenses: [] })
const beforeGroup = await rowOf()

const group = tenant.groups.find((each) => each.key === 'sg')
await graph
  .api(`/groups/${group.id}/members/$ref`)
  .post({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${user.id}` })
const inGroup = await rowOf()

const roles = await dataverse.retrieveMultiple({
  collection: 'roles',
  select: ['name', '_businessunitid_value'],
  filter: "name eq 'Basic User'",
})
await dataverse.associate({
  collection: 'systemusers',
  primaryKey: inGroup.systemuserid,
  relationshipName: 'systemuserroles_association',
  relatedCollection: 'roles',
  relatedKey: roles.value[0].roleid,
})

const authority = `${https}/${tenant.id}`
const client = new PublicClientApplication({
  auth: { clientId: app('public-client').clientId, authority, knownAuthorities: [new URL(https).host] },
})
const signIn = (scope) =>
  client.acquireTokenByUsernamePassword({ username: userPrincipalName, password, scopes: [scope] })
const own = new DynamicsWebApi({
  serverUrl: environmentUrl,
  dataApi: { version: '9.2' },
  onTokenRefresh: async () => (await signIn(`${environmentUrl}/.default`)).accessToken,
})
const whoAmI = await own.callFunction('WhoAmI')
const created = await own.create({
  collection: 'accounts',
  data: { name: 'Lindqvist & Co' },
  returnRepresentation: true,
})
const me = await signIn('https://graph.microsoft.com/User.Read')

await graph.api(`/users/${user.id}`).patch({ accountEnabled: false })
const blocked = await rowOf()
const refusal = await own.callFunction('WhoAmI').then(
  () => null,
  (error) => ({ message: error.message }),
)

console.log(
  JSON.stringify({
    user,
    beforeLicense,
    beforeGroup,
    inGroup,
    whoAmI,
    created,
    account: me.account.username,
    blocked,
    refusal,
  }),
)
