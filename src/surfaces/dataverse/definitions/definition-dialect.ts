import type { Dialect } from '../../../odata/dialect.js'
import { dataverseDialect } from '../dataverse-dialect.js'

/** What metadata endpoints understand: no order, no pages, no functions of the service. */
export const definitionDialect: Dialect = {
  ...dataverseDialect,
  options: new Set(['select', 'expand', 'filter']),
  namedFunctions: new Map(),
  likeWildcards: false,
}
