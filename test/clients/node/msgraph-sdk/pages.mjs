import { ClientSecretCredential } from '@azure/identity'
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import { createUserCollectionResponseFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/index.js'
import { createODataErrorFromDiscriminatorValue } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import { BatchRequestContent, PageIterator } from '@microsoft/msgraph-sdk-core'
import '@microsoft/msgraph-sdk-users'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const scopes = ['https://graph.microsoft.com/.default']
const hosts = new Set(['localhost'])
const adapter = new GraphRequestAdapter(new AzureIdentityAuthenticationProvider(credential, scopes, undefined, hosts))
adapter.baseUrl = `${emulator}/v1.0`
const graph = createGraphServiceClient(adapter)
const errors = { XXX: createODataErrorFromDiscriminatorValue }

// Every user, two a page.
const names = []
const first = await graph.users.get({ queryParameters: { select: ['displayName'], top: 2 } })
const pages = new PageIterator(
  adapter,
  first,
  (user) => names.push(user.displayName) > 0,
  createUserCollectionResponseFromDiscriminatorValue,
  errors,
)
await pages.iterate()
console.log(first.value.length, 'a page,', names.includes('Adele Vance'), names.length > 2, pages.getPagingState())

// Created, changed, deleted.
const { id } = await graph.users.post({
  accountEnabled: true,
  displayName: 'Nora Lindqvist',
  mailNickname: 'nora',
  userPrincipalName: 'nora@contoso.onmicrosoft.com',
  passwordProfile: { password: 'Quiet-River-42' },
})
const nora = graph.users.byUserId(id)
await nora.patch({ jobTitle: 'Buyer' })
console.log('changed to', (await nora.get({ queryParameters: { select: ['jobTitle'] } })).jobTitle)

// Several requests in one.
const batch = new BatchRequestContent(adapter, errors)
batch.addBatchRequest(nora.toGetRequestInformation(), 'nora')
batch.addBatchRequest(graph.users.byUserId('nobody').toGetRequestInformation(), 'nobody')
console.log('batch', Object.fromEntries(await (await batch.postAsync()).getResponsesStatusCodes()))

await nora.delete()
const gone = await nora.get().catch(({ responseStatusCode, errorEscaped }) => ({ responseStatusCode, ...errorEscaped }))
console.log(
  'gone',
  gone.responseStatusCode,
  gone.code,
  gone.message.replace(id, 'id'),
  gone.innerError.requestId !== undefined,
)
