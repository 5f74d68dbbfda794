// The yardstick of tokens: node:http that signs the same claims with the same key, written as anybody would write it, and
// answers with the same bytes. It knows every claim beforehand, decides nothing and keeps nothing.
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [, , recordedPath, keyPath] = process.argv
const key = createPrivateKey(JSON.parse(readFileSync(keyPath, 'utf8')).privateKey)
const TOKEN = /^(ey[\w-]+)\.(ey[\w-]+)\.[\w-]{342}$/

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(recordedPath, 'utf8'))).map(([name, { status, headers, body }]) => {
    const members = JSON.parse(Buffer.from(body, 'base64').toString())
    const tokens = Object.entries(members).flatMap(([member, value]) => {
      const [, header, payload] = TOKEN.exec(value) ?? []
      return header ? [{ member, header, claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) }] : []
    })
    return [name, { status, headers, members, tokens }]
  }),
)

function signed(header, claims) {
  const text = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

const server = createServer((request, response) => {
  request
    .on('data', () => {})
    .on('end', () => {
      const { status, headers, members, tokens } = answers.get(request.headers['x-bench'])
      for (const { member, header, claims } of tokens) members[member] = signed(header, claims)
      response.writeHead(status, headers)
      response.end(JSON.stringify(members))
    })
})
server.listen(0, '127.0.0.1', () =>
  console.log(`ready ${JSON.stringify({ port: server.address().port, pid: process.pid })}`),
)
process.on('SIGTERM', () => process.exit(0))
