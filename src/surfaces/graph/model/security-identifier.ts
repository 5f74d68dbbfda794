import { guidBytes } from '../../../kernel/guid.js'

/** The Windows security identifier of a directory object: its id as four 32-bit numbers. */
export function securityIdentifier(id: string): string {
  const view = new DataView(guidBytes(id).buffer)
  return `S-1-12-1-${[0, 4, 8, 12].map((offset) => view.getUint32(offset, true)).join('-')}`
}
