import type { ExpandItem, SelectItem } from '../../odata/nodes/query.js'

/** The part of `@odata.context` in parentheses that says which properties are there; empty when all are. */
export function shapeOf(select: readonly SelectItem[] | undefined, expand: readonly ExpandItem[] | undefined): string {
  const parts = [...(select ?? []).map((item) => item.path.join('/')), ...(expand ?? []).map(expandedShape)]
  return parts.length === 0 ? '' : `(${parts.join(',')})`
}

function expandedShape(item: ExpandItem): string {
  const name = item.path.join('/')
  if (item.suffix === '$ref') return `${name},${name}/$ref()`
  return `${name}${shapeOf(item.options.select, item.options.expand) || '()'}`
}
