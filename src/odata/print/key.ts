import type { KeyPredicate } from '../nodes/query.js'

export function printKey(_node: KeyPredicate): string {
  throw new Error('stub')
}
