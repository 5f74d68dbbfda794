import { parseDuration } from '../../kernel/instant.js'
import type { Environment } from '../dataverse/environment-rows.js'

/** When the background synchronization works. */
export type SyncMode =
  /** What a change causes is done before the answer to that change. */
  | { readonly kind: 'auto' }
  /** Only when somebody asks. */
  | { readonly kind: 'manual' }
  /** Every so many milliseconds of the emulator's clock. */
  | { readonly kind: 'interval'; readonly every: number }

const DEFAULT_INTERVAL = 'PT5M'

/** Reads `auto`, `manual` or `interval:PT5M`; undefined for anything else. */
export function parseSyncMode(text: string): SyncMode | undefined {
  if (text === 'auto' || text === 'manual') return { kind: text }
  const [kind, duration = DEFAULT_INTERVAL] = text.split(':')
  const every = parseDuration(duration)
  return kind === 'interval' && every !== undefined && every > 0 ? { kind: 'interval', every } : undefined
}

/** The mode of an environment: its own setting, or `fallback`. */
export function syncModeOf(environment: Pick<Environment, 'settings'>, fallback: SyncMode): SyncMode {
  const own = environment.settings['sync.mode']
  return (typeof own === 'string' ? parseSyncMode(own) : undefined) ?? fallback
}
