import type { Dialect, OptionName } from './dialect.js'
import type { Aliases, Expression } from './nodes/expression.js'
import type { ExpandOptions } from './nodes/query.js'
import { parseAliasValue } from './parse/alias.js'
import { parseApply } from './parse/apply.js'
import { parseExpand } from './parse/expand.js'
import { parseFilter } from './parse/filter.js'
import { parseOrderBy } from './parse/order-by.js'
import { parseSearch } from './parse/search.js'
import { parseSelect } from './parse/select.js'
import { ODataProblem } from './problem.js'

export type { Aliases } from './nodes/expression.js'

/** The query options of one request, read and typed; what was not given is absent. */
export interface QueryOptions extends Omit<ExpandOptions, 'levels'> {
  readonly format?: string
  readonly skipToken?: string
  readonly deltaToken?: string
  /** Values of `@p1`, … by name with the `@`. */
  readonly aliases: Aliases
  /** Names with a `$` that are none of the above. */
  readonly unknown: readonly string[]
}

type GivenOptions = Omit<QueryOptions, 'aliases' | 'unknown'>
type ReadOption = (value: string, dialect: Dialect) => GivenOptions

const readers: Readonly<Record<OptionName, ReadOption>> = {
  select: (value, dialect) => ({ select: parseSelect(value, dialect) }),
  expand: (value, dialect) => ({ expand: parseExpand(value, dialect) }),
  filter: (value, dialect) => ({ filter: parseFilter(value, dialect) }),
  orderby: (value, dialect) => ({ orderBy: parseOrderBy(value, dialect) }),
  top: (value) => ({ top: parseNumber('$top', value) }),
  skip: (value) => ({ skip: parseNumber('$skip', value) }),
  count: (value, dialect) => ({ count: parseYesNo('$count', value, dialect) }),
  search: (value, dialect) => ({ search: parseSearch(value, dialect) }),
  apply: (value, dialect) => ({ apply: parseApply(value, dialect) }),
  format: (value) => ({ format: value }),
  skiptoken: (value) => ({ skipToken: value }),
  deltatoken: (value) => ({ deltaToken: value }),
}

/**
 * Reads the query options out of decoded query-string parameters. Throws `ODataProblem` (with `option` set) for an option
 * that the dialect does not know (`unsupportedOption`) or that cannot be read. Ranges of `$top` are the surface's affair.
 */
export function parseQueryOptions(parameters: ReadonlyMap<string, string>, dialect: Dialect): QueryOptions {
  const options: GivenOptions = {}
  const aliases = new Map<string, Expression>()
  const unknown: string[] = []
  for (const [name, value] of parameters) {
    const option = optionName(name, dialect)
    if (option) Object.assign(options, readOption(option, value, dialect))
    else if (name.startsWith('@'))
      aliases.set(
        name,
        located(name, value, () => parseAliasValue(value, dialect)),
      )
    else if (name.startsWith('$')) unknown.push(name)
  }
  return { ...options, aliases, unknown }
}

function optionName(name: string, dialect: Dialect): OptionName | undefined {
  if (!name.startsWith('$') && !dialect.optionalDollar) return undefined
  const bare = name.startsWith('$') ? name.slice(1) : name
  const word = dialect.ignoreCase ? bare.toLowerCase() : bare
  return Object.hasOwn(readers, word) ? (word as OptionName) : undefined
}

function readOption(option: OptionName, value: string, dialect: Dialect): GivenOptions {
  const name = `$${option}`
  if (!dialect.options.has(option)) throw new ODataProblem({ reason: 'unsupportedOption', name }, 0, value, name)
  return located(name, value, () => readers[option](value, dialect))
}

function located<Result>(option: string, text: string, read: () => Result): Result {
  try {
    return read()
  } catch (problem) {
    throw problem instanceof ODataProblem ? problem.in(option, text) : problem
  }
}

function parseNumber(name: string, value: string): number {
  if (!/^-?\d{1,15}$/.test(value)) throw new ODataProblem({ reason: 'invalidOption', name, value }, 0, value)
  return Number(value)
}

function parseYesNo(name: string, value: string, dialect: Dialect): boolean {
  const word = dialect.ignoreCase ? value.toLowerCase() : value
  if (word !== 'true' && word !== 'false') throw new ODataProblem({ reason: 'invalidOption', name, value }, 0, value)
  return word === 'true'
}
