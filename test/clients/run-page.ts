import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import { chromium, type Page } from 'playwright-core'
import { args, executablePath } from '../browser/find-chromium.js'
import { FOLDER } from './recipe.js'
import type { Outcome } from './run-program.js'
import type { Stage } from './scenes.js'
import type { Variables } from './variables.js'

/** Milliseconds after which a page has failed. */
const PATIENCE = 60_000

/**
 * Opens the program of a recipe in Chromium, as a page of its own at a port of localhost, signs its user in, and answers
 * with what the page shows in the end and what it logged.
 */
export async function runPage({ emulator, recipe }: Stage, variables: Variables): Promise<Outcome> {
  const server = await servePage(await bundle(`${FOLDER}/${recipe.program}`, variables))
  const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args })
  const logged: string[] = []
  try {
    // As one who trusts the authority in the store of the system.
    const page = await browser.newPage({ ignoreHTTPSErrors: true })
    page.setDefaultTimeout(PATIENCE)
    page.on('console', (message) => logged.push(message.text()))
    page.on('pageerror', (error) => logged.push(error.message))
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
    const { userPrincipalName, password } = emulator.user(recipe.user ?? 'licensed-member')
    await signIn(page, userPrincipalName, password ?? '')
    await page.waitForFunction(() => document.body.textContent?.startsWith('Welcome'))
    return { isWell: true, printed: (await page.textContent('body')) ?? '' }
  } catch (error) {
    return { isWell: false, printed: [...logged, error].join('\n') }
  } finally {
    await browser.close()
    server.close()
  }
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.fill('input[name=loginfmt]', username)
  await page.fill('input[name=passwd]', password)
  await page.press('input[name=passwd]', 'Enter')
}

/** The program as a bundler makes it, which puts the values of variables in. */
async function bundle(program: string, variables: Variables): Promise<string> {
  const define = Object.entries(variables).map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)])
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    format: 'esm',
    write: false,
    define: Object.fromEntries(define),
  })
  return outputFiles[0]?.text ?? ''
}

async function servePage(script: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? script : '<!DOCTYPE html><title>Recipe</title><script type="module" src="/page.js"></script>',
    )
  }).listen(0, 'localhost')
  await once(server, 'listening')
  return server
}
