import { DomainError } from '../../../kernel/errors.js'
import type { OrderItem } from '../../../odata/nodes/query.js'
import { ODataProblem } from '../../../odata/problem.js'
import type { GraphType } from '../model/graph-type.js'

/**
 * Holds `$orderby` against what may be sorted: few properties, not together with `$filter` unless the query is advanced
 * (Microsoft Graph: Advanced query capabilities). Throws `sortingUnsupported`.
 */
export function checkOrder<Row>(
  orderBy: readonly OrderItem[],
  type: GraphType<Row>,
  { advanced, filtered }: { readonly advanced: boolean; readonly filtered: boolean },
): void {
  if (orderBy.length > 1 || (filtered && !advanced)) throw new DomainError('sortingUnsupported')
  for (const { expression } of orderBy) {
    const name =
      expression.kind === 'path' && expression.segments.length === 1 ? (expression.segments[0]?.name ?? '') : ''
    const property = type.property(name)
    if (!property && name !== '') {
      throw new ODataProblem({ reason: 'unknownProperty', property: name, type: type.name }, expression.position).in(
        '$orderby',
      )
    }
    const mode = property?.data.orderBy
    if (mode === undefined || (mode === 'advanced' && !advanced)) throw new DomainError('sortingUnsupported')
  }
}
