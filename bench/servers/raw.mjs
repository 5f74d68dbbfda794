// The yardstick: node:http answering with recorded bytes. It reads the request body, as any server must.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const recorded = process.argv[2] ? JSON.parse(readFileSync(process.argv[2], 'utf8')) : {}
const answers = new Map(
  Object.entries(recorded).map(([key, { status, headers, body }]) => [
    key,
    { status, headers, body: Buffer.from(body, 'base64') },
  ]),
)

const server = createServer((request, response) => {
  const answer = () => {
    const { status, headers, body } = answers.get(request.headers['x-bench'] ?? '') ?? {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{}'),
    }
    response.writeHead(status, headers)
    response.end(body)
  }
  if (request.method === 'GET') answer()
  else request.on('data', () => {}).on('end', answer)
})
server.listen(0, '127.0.0.1', () =>
  console.log(`ready ${JSON.stringify({ port: server.address().port, pid: process.pid })}`),
)
process.on('SIGTERM', () => process.exit(0))
