import { existsSync } from 'node:fs'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium of this machine: GRAPHVERSE_TEST_CHROMIUM, or where Linux distributions put it. */
export const executablePath = process.env.GRAPHVERSE_TEST_CHROMIUM || PLACES.find((path) => existsSync(path))

/** How it is started. */
export const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
]
