import { defineConfig } from 'vitest/config'
import { mswFrom } from './test/support/msw-from.js'

/** A folder whose node_modules hold another version of MSW, to run the suites with. */
const otherMsw = process.env.GRAPHVERSE_TEST_MSW

export default defineConfig({
  plugins: otherMsw === undefined ? [] : [mswFrom(otherMsw)],
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
  },
})
