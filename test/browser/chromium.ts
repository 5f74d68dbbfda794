import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { createEmulator, type EmulatorOptions, type LocalEmulator } from '../../src/index.js'
import { type App, startApp } from './app.js'
import { args, executablePath } from './find-chromium.js'

/** A real browser in front of an emulator that listens, and an app that sends people there. The getters serve inside tests and hooks. */
export interface Desk {
  readonly emulator: LocalEmulator
  /** Where the emulator is reached. */
  readonly origin: string
  readonly app: App
  /** A page in a browser of its own, without cookies. */
  open(options?: BrowserContextOptions): Promise<Page>
}

/**
 * Runs a suite in headless Chromium, over an emulator that is reset before each test. Without a Chromium it is skipped,
 * and says so.
 */
export function describeInBrowser(title: string, suite: (desk: Desk) => void, options: EmulatorOptions): void {
  if (executablePath === undefined) {
    describe.skip(`${title} (skipped: there is no Chromium; install it, or name it in GRAPHVERSE_TEST_CHROMIUM)`, () =>
      suite(absent))
    return
  }
  describe(`${title} (Chromium)`, { timeout: 120_000 }, () => {
    let opened: { browser: Browser; emulator: LocalEmulator; app: App; origin: string } | undefined
    const current = () => {
      if (!opened) throw new Error('the desk is there inside tests and hooks only')
      return opened
    }
    beforeAll(async () => {
      const browser = await chromium.launch({ executablePath, args })
      const emulator = await createEmulator(options)
      const { http } = await emulator.listen({ port: 0 })
      // The same site as the app, as on a developer's machine.
      const origin = http.replace('127.0.0.1', 'localhost')
      opened = { browser, emulator, app: await startApp(origin), origin }
    }, 60_000)
    beforeEach(async () => {
      for (const context of current().browser.contexts()) await context.close()
      await current().emulator.control.reset()
      current().app.received.length = 0
    })
    afterAll(async () => {
      await opened?.browser.close()
      await opened?.app.close()
      await opened?.emulator.close()
    })
    suite({
      get emulator() {
        return current().emulator
      },
      get origin() {
        return current().origin
      },
      get app() {
        return current().app
      },
      async open(context) {
        const page = await (await current().browser.newContext(context)).newPage()
        page.setDefaultTimeout(30_000)
        return page
      },
    })
  })
}

const absent = new Proxy({} as Desk, {
  get() {
    throw new Error('there is no Chromium')
  },
})
