// What people write themselves: Express 5 over a Map, no tokens, no rules.
import { randomUUID } from 'node:crypto'
import express from 'express'

const size = Number(process.argv[2] ?? 0)
const users = new Map()
for (let index = 0; index < size; index++) {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
  users.set(id, {
    id,
    displayName: `User ${index}`,
    mail: `user${index}@contoso.onmicrosoft.com`,
    userPrincipalName: `user${index}@contoso.onmicrosoft.com`,
  })
}

const app = express()
app.use(express.json())
app.get('/v1.0/users/:id', (request, response) => {
  const user = users.get(request.params.id) ?? users.values().next().value
  response.json(user)
})
app.get('/v1.0/users', (request, response) => {
  const filter = String(request.query.$filter ?? '')
  const equal = /^mail eq '(.*)'$/.exec(filter)
  const starts = /^startswith\(displayName,'(.*)'\)$/.exec(filter)
  const value = []
  for (const user of users.values()) {
    if (equal && user.mail !== equal[1]) continue
    if (starts && !user.displayName.startsWith(starts[1])) continue
    if (value.push(user) === Number(request.query.$top ?? 100)) break
  }
  response.json({ value })
})
app.post('/v1.0/users', (request, response) => {
  const user = { id: randomUUID(), ...request.body }
  users.set(user.id, user)
  response.status(201).json(user)
})
app.post('/:tenant/oauth2/v2.0/token', express.urlencoded(), (_request, response) => {
  response.json({ token_type: 'Bearer', expires_in: 3599, access_token: randomUUID() })
})
const server = app.listen(0, '127.0.0.1', () =>
  console.log(`ready ${JSON.stringify({ port: server.address().port, pid: process.pid })}`),
)
process.on('SIGTERM', () => process.exit(0))
