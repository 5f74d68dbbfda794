import type { Exchange } from './exchange.js'

export type MetadataLevel = 'none' | 'minimal' | 'full'

/** How much a client wants to be told about what it gets: `minimal` unless its `Accept` says otherwise. */
export function metadataLevel({ request }: Pick<Exchange, 'request'>): MetadataLevel {
  const { accept } = request.headers
  if (accept === undefined) return 'minimal'
  if (accept.includes('odata.metadata=none')) return 'none'
  return accept.includes('odata.metadata=full') ? 'full' : 'minimal'
}
