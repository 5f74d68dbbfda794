// Asks a server for the same thing all the time, from a process of its own, and sends what its parent wants sent.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

const PAUSE = 3
const [origin, path, authorization] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true })
let longest = 0
let asked = 0

/** Sends a request and lets the answer pass by; resolves with its status. */
function send({ method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { method, agent, headers }, (incoming) => {
      incoming.resume().on('end', () => resolve(incoming.statusCode))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

process.on('message', async (wanted) => {
  if (wanted === 'longest') {
    process.send(longest)
    longest = 0
    asked = performance.now()
  } else process.send(await send(wanted))
})
process.on('disconnect', () => process.exit(0))

for (;;) {
  asked = performance.now()
  const status = await send({ method: 'GET', path, headers: { authorization } })
  if (status !== 200) throw new Error(`GET ${path} was answered with ${status}`)
  longest = Math.max(longest, performance.now() - asked)
  await pause(PAUSE)
}
