import { fold } from '../../kernel/fold.js'
import type { Dialect } from '../../odata/dialect.js'
import { queryFunctions } from './query-functions/query-function-table.js'

/** The OData that the service speaks (Microsoft: Query data using the Web API). */
export const dataverseDialect: Dialect = {
  ignoreCase: false,
  optionalDollar: false,
  options: new Set(['select', 'expand', 'filter', 'orderby', 'top', 'count', 'apply', 'skiptoken', 'deltatoken']),
  operators: new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'and', 'or', 'not']),
  functions: new Set(['contains', 'startswith', 'endswith']),
  lambdas: new Set(['any', 'all']),
  namedFunctions: queryFunctions,
  maxConditions: 500,
  fold,
  likeWildcards: true,
  looseGuids: true,
  missingAlias: 'null',
}
