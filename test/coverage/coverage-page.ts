import type { Mark } from './coverage-table.js'
import { dataverseCoverage } from './dataverse-coverage.js'
import { graphCoverage } from './graph-coverage.js'

/** COVERAGE.md, with what `mark` says of each operation in its last column. */
export function coveragePage(mark: Mark): string {
  return `${graphCoverage(mark)}\n${dataverseCoverage(mark)}`
}
