import type { ExpandItem, ExpandOptions } from '../nodes/query.js'
import { printApply } from './apply.js'
import { printExpression } from './expression.js'
import { printOrderBy } from './order-by.js'
import { printSearch } from './search.js'
import { printSelect } from './select.js'

/** Writes a `$expand` that parses to the same nodes. */
export function printExpand(items: readonly ExpandItem[]): string {
  return items.map(printExpandItem).join(',')
}

function printExpandItem({ path, suffix, options }: ExpandItem): string {
  const name = [...path, ...(suffix ? [suffix] : [])].join('/')
  const inside = printOptions(options)
  return inside === '' ? name : `${name}(${inside})`
}

function printOptions(options: ExpandOptions): string {
  const { select, expand, filter, orderBy, top, skip, count, search, apply, levels } = options
  const written: (string | undefined)[] = [
    select && `$select=${printSelect(select)}`,
    filter && `$filter=${printExpression(filter)}`,
    orderBy && `$orderby=${printOrderBy(orderBy)}`,
    top === undefined ? undefined : `$top=${top}`,
    skip === undefined ? undefined : `$skip=${skip}`,
    count === undefined ? undefined : `$count=${count}`,
    search && `$search=${printSearch(search)}`,
    apply && `$apply=${printApply(apply)}`,
    levels === undefined ? undefined : `$levels=${levels}`,
    expand && `$expand=${printExpand(expand)}`,
  ]
  return written.filter((option) => option !== undefined).join(';')
}
