import { createRequire } from 'node:module'
import { join } from 'node:path'

/** A Vite plugin that takes MSW from the node_modules of another folder. */
export function mswFrom(folder: string) {
  const { resolve } = createRequire(join(folder, 'package.json'))
  return {
    name: 'msw-from',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id === 'msw' || id.startsWith('msw/') ? resolve(id) : null),
  }
}
