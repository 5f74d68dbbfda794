import type { AggregateItem, Apply, Transformation } from '../nodes/apply.js'
import { printExpression, printPath } from './expression.js'

/** Writes a `$apply` that parses to the same nodes. */
export function printApply(apply: Apply): string {
  return apply.map(printTransformation).join('/')
}

function printTransformation(transformation: Transformation): string {
  switch (transformation.kind) {
    case 'filter':
      return `filter(${printExpression(transformation.filter)})`
    case 'groupby': {
      const rest = transformation.apply.length > 0 ? `,${printApply(transformation.apply)}` : ''
      return `groupby((${transformation.paths.map(printPath).join(',')})${rest})`
    }
    case 'aggregate':
      return `aggregate(${transformation.items.map(printItem).join(',')})`
  }
}

function printItem({ expression, method, alias }: AggregateItem): string {
  return expression ? `${printExpression(expression)} with ${method} as ${alias}` : `$count as ${alias}`
}
