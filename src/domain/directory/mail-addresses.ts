import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { addressOf, groups, users } from './tables.js'

/** The proxy addresses after the primary one became `mail`: the old primary stays behind as an alias. */
export function withPrimaryAddress(proxyAddresses: readonly string[], mail: string | null): readonly string[] {
  const aliases = proxyAddresses.map((address) =>
    address.startsWith('SMTP:') ? `smtp:${address.slice('SMTP:'.length)}` : address,
  )
  if (mail === null) return aliases
  const kept = aliases.filter((address) => addressOf(address) !== fold(mail))
  return [`SMTP:${mail}`, ...kept]
}

/** Ids of the users and groups, other than `ownId`, that hold a proxy address. */
export function holdersOfAddress(reader: Reader, proxyAddress: string, ownId: string): string[] {
  const key = addressOf(proxyAddress)
  const holders = [
    ...reader.table(users).find('proxyAddresses', key),
    ...reader.table(groups).find('proxyAddresses', key),
  ]
  return holders.map((holder) => holder.id).filter((id) => id !== ownId)
}

/** Refuses addresses that somebody else in the tenant has. Throws `propertyTaken`. */
export function refuseTakenAddresses(reader: Reader, proxyAddresses: readonly string[], ownId: string): void {
  for (const address of proxyAddresses) {
    const ids = holdersOfAddress(reader, address, ownId)
    if (ids.length > 0) throw new DomainError('propertyTaken', { property: 'proxyAddresses', ids })
  }
}
