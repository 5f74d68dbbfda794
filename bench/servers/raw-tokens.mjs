// The yardstick of tokens: node:http that makes the same signatures with the same key and answers with the same bytes.
// It knows beforehand what to sign and what to write around it; RS256 gives the same signature every time.
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [, , recordedPath, keyPath] = process.argv
const key = createPrivateKey(JSON.parse(readFileSync(keyPath, 'utf8')).privateKey)
const TOKEN = /(ey[\w-]+\.ey[\w-]+)\.[\w-]{342}/

/** The text of a body around its signatures, and what each of them signs. */
function piecesOf(body) {
  const pieces = body.split(TOKEN)
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : { piece, bytes: Buffer.from(piece) }))
}

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(recordedPath, 'utf8'))).map(([name, { status, headers, body }]) => [
    name,
    { status, headers, pieces: piecesOf(Buffer.from(body, 'base64').toString()) },
  ]),
)

function textOf(pieces) {
  let text = ''
  for (const piece of pieces) {
    text +=
      typeof piece === 'string' ? piece : `${piece.piece}.${sign('sha256', piece.bytes, key).toString('base64url')}`
  }
  return text
}

const server = createServer((request, response) => {
  request
    .on('data', () => {})
    .on('end', () => {
      const { status, headers, pieces } = answers.get(request.headers['x-bench'])
      response.writeHead(status, headers)
      response.end(textOf(pieces))
    })
})
server.listen(0, '127.0.0.1', () =>
  console.log(`ready ${JSON.stringify({ port: server.address().port, pid: process.pid })}`),
)
process.on('SIGTERM', () => process.exit(0))
