import { fold } from '../../../kernel/fold.js'
import type { Dialect } from '../../../odata/dialect.js'
import { standardDialect } from '../../../odata/standard-dialect.js'

/**
 * What Graph's directory understands: no arithmetic, three string functions, `any` alone, strings compared whatever
 * their case (Microsoft Graph: Use the $filter query parameter).
 */
export const graphDialect: Dialect = {
  ...standardDialect,
  ignoreCase: true,
  optionalDollar: true,
  options: new Set([
    'select',
    'expand',
    'filter',
    'orderby',
    'top',
    'skip',
    'count',
    'search',
    'format',
    'skiptoken',
    'deltatoken',
  ]),
  operators: new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'and', 'or', 'not']),
  functions: new Set(['startswith', 'endswith', 'isof']),
  lambdas: new Set(['any']),
  maxConditions: 60,
  fold,
  looseGuids: true,
}
