// `node host.mjs auth.mjs`: serves the routes of NextAuth as Next.js would, and its session as the only page.
import { createServer } from 'node:http'
import { register } from 'node:module'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

// As bundlers do: the default import of a package for `require` is the `default` that it exports.
const hook = `export const resolve = async (specifier, context, next) => {
  const found = await next(specifier, context)
  if (!specifier.startsWith('next-auth') || context.parentURL.startsWith('data:')) return found
  const code = 'import all from ' + JSON.stringify(found.url) + '; export default all.default'
  return { url: 'data:text/javascript,' + encodeURIComponent(code), format: 'module', shortCircuit: true }
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
const { default: handler } = await import(pathToFileURL(process.argv[2]))

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname === '/') url.pathname = '/api/auth/session'
  const [, , , ...nextauth] = url.pathname.split('/')
  const cookies = Object.fromEntries(
    (request.headers.cookie ?? '').split('; ').map((each) => each.split(/=(.*)/s).map(decodeURIComponent)),
  )
  const body = Object.fromEntries(new URLSearchParams(await text(request)))
  const asked = Object.assign(request, { query: { ...Object.fromEntries(url.searchParams), nextauth }, cookies, body })
  const answer = Object.assign(response, {
    status: (code) => Object.assign(answer, { statusCode: code }),
    json: (content) => answer.setHeader('content-type', 'application/json').end(JSON.stringify(content)),
    send: (content) => (typeof content === 'string' ? answer.end(content) : answer.json(content)),
    redirect: (location) => answer.writeHead(302, { location }).end(),
  })
  await handler(asked, answer)
})
server.listen(process.env.PORT, () => {
  process.env.NEXTAUTH_URL = `http://localhost:${server.address().port}`
  console.log(`Sign in at ${process.env.NEXTAUTH_URL}/api/auth/signin?callbackUrl=/`)
})
