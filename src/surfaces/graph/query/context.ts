import type { ExpandItem, SelectItem } from '../../../odata/nodes/query.js'
import type { Exchange } from '../exchange.js'
import { metadataLevel } from '../metadata-level.js'

interface Shape {
  readonly select?: readonly SelectItem[] | undefined
  readonly expand?: readonly ExpandItem[] | undefined
}

/** `…/$metadata#users(id,displayName)`; undefined when the client wants no metadata. */
export function contextOf(
  exchange: Exchange,
  path: string,
  { select, expand }: Shape = {},
  suffix = '',
): string | undefined {
  if (metadataLevel(exchange) === 'none') return undefined
  const names = [
    ...(select ?? []).map((item) => item.path.join('/')),
    ...(expand ?? []).map((item) => `${item.path.join('/')}()`),
  ]
  const shape = names.length === 0 ? '' : `(${names.join(',')})`
  return `${exchange.root}/$metadata#${path}${shape}${suffix}`
}
