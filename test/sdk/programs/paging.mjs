// Pages, batches, delta and retries of @microsoft/microsoft-graph-client, against the running emulator.
import { BatchRequestContent, BatchResponseContent, PageIterator } from '@microsoft/microsoft-graph-client'
import { graphAsApp } from './graph-as-app.mjs'
import { readTenant } from './tenant.mjs'

const emulator = await readTenant()
const { graph } = graphAsApp(emulator)
const domain = emulator.tenant.defaultDomain
const created = []
const newUser = (name) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@${domain}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
})

// Twenty in one batch, twice; the second waits for nobody.
for (const half of [0, 1]) {
  const requests = Array.from({ length: 20 }, (_, at) => ({
    id: String(at + 1),
    request: new Request('https://graph.microsoft.com/v1.0/users', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(newUser(`pager${half}x${at}`)),
    }),
  }))
  const content = await new BatchRequestContent(requests).getContent()
  const responses = new BatchResponseContent(await graph.api('/$batch').post(content))
  for (const [, response] of responses.getResponsesIterator())
    created.push([response.status, (await response.json()).id])
}

const seen = []
const first = await graph.api('/users').filter("startsWith(displayName,'pager')").top(15).get()
const pages = new PageIterator(graph, first, (user) => {
  seen.push(user.id)
  return true
})
await pages.iterate()

// Delta to its end, one change, and the next round.
const everything = new PageIterator(graph, await graph.api('/users/delta').select('displayName').get(), () => true)
await everything.iterate()
const [, changed] = created[0]
await graph.api(`/users/${changed}`).patch({ displayName: 'pager changed' })
const round = await graph.api(everything.getDeltaLink()).get()

// A batch in which one waits for another that fails.
const failing = new BatchRequestContent([
  { id: '1', request: new Request(`https://graph.microsoft.com/v1.0/users/nobody@${domain}`) },
  { id: '2', request: new Request('https://graph.microsoft.com/v1.0/users?$top=1'), dependsOn: ['1'] },
])
const answered = new BatchResponseContent(await graph.api('/$batch').post(await failing.getContent()))
const count = await graph.api('/users/$count').header('ConsistencyLevel', 'eventual').get()
const missing = await graph
  .api(`/users/nobody@${domain}`)
  .get()
  .catch(({ statusCode, code, requestId }) => ({ statusCode, code, requestId }))

// The client waits and asks again three times; then it gives up.
const fail = (count, retryAfter) =>
  fetch(`${emulator.http}/_emulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'graph', path: '/v1.0/users', count, retryAfter }),
  })
await fail(2, 1)
const retried = await graph.api('/users').top(1).get()
await fail(4, 0)
const exhausted = await graph
  .api('/users')
  .get()
  .catch(({ statusCode, code }) => ({ statusCode, code }))

console.log(
  JSON.stringify({
    created: created.map(([status]) => status),
    seen: seen.length,
    different: new Set(seen).size,
    round: round.value,
    changed,
    retried: retried.value.length,
    exhausted,
    failing: ['1', '2'].map((id) => answered.getResponseById(id).status),
    count,
    missing,
  }),
)
