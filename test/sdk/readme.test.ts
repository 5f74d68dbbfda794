import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from './served.js'

const run = promisify(execFile)

interface Snippet {
  readonly heading: string
  readonly language: string
  readonly code: string
}

/** The fenced blocks of the README, each with the heading it stands under. */
function snippetsOf(markdown: string): Snippet[] {
  const snippets: Snippet[] = []
  let heading = ''
  for (const match of markdown.matchAll(/^#+ (.*)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (match[1] !== undefined) heading = match[1]
    else snippets.push({ heading, language: match[2] ?? '', code: match[3] ?? '' })
  }
  return snippets
}

/** What the snippets under each heading print, one after the other, when they work. */
const expected: Readonly<Record<string, RegExp>> = {
  'Try it with curl': /"displayName":"[\s\S]*"fullname":"/,
  'Microsoft Graph client with @azure/identity': /Adele Vance/,
  'MSAL Node: sign a user in': /adelev@contoso\.onmicrosoft\.com[\s\S]*displayName: 'Adele Vance'/i,
  DynamicsWebApi: /UserId[\s\S]*Adele Vance/,
  'In your tests, without a socket: MSW': /\[ '.+', '.+' \]/,
  'Mounted in your own Express app': /status: 'ok'/,
  'From Entra to Dataverse': /"environments":\[\{.*"uniqueName":"contoso"[\s\S]*"check":"database"/,
}

describe('the snippets of the README', () => {
  const snippets = snippetsOf(readFileSync('README.md', 'utf8'))
  let served: Served
  beforeAll(async () => {
    served = await serve()
  }, 60_000)
  afterAll(() => served?.stop())

  for (const [heading, output] of Object.entries(expected)) {
    it(`work pasted: ${heading}`, { timeout: 60_000 }, async () => {
      let printed = ''
      for (const snippet of snippets.filter((each) => each.heading === heading)) {
        printed += await printedBy(snippet, served)
      }
      expect(printed).toMatch(output)
    })
  }
})

/** Runs a snippet the way its reader would, only on the port of the emulator under test. */
async function printedBy({ language, code }: Snippet, { ready }: Served): Promise<string> {
  const text = code.replaceAll('4400', new URL(ready.http).port)
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: ready.caFile }
  if (language === 'sh') return (await run('bash', ['-c', text], { env })).stdout
  const program = `test/sdk/programs/readme-${process.pid}.mjs`
  writeFileSync(program, text)
  try {
    return (await run(process.execPath, [program], { env })).stdout
  } finally {
    rmSync(program)
  }
}
