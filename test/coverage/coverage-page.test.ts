import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { coveragePage } from './coverage-page.js'

const MARK = / (yes|no|refuses) \|$/gm

it('COVERAGE.md names the operations that are served, and what opens them', () => {
  const page = readFileSync('COVERAGE.md', 'utf8')
  expect(page.replaceAll(MARK, ' |'), 'run `npm run coverage`').toBe(coveragePage(() => 'no').replaceAll(MARK, ' |'))
})
