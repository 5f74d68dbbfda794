import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { isUnified } from './group-kinds.js'
import type { Group } from './group-rows.js'
import { defaultDomain, organizationOf } from './organization.js'
import { groups } from './tables.js'

/** Only Microsoft 365 groups share a namespace of nicknames; security groups may repeat them. */
export function refuseTakenNickname(reader: Reader, group: Group): void {
  const other = isUnified(group) && unifiedGroupWithNickname(reader, group.mailNickname, group.id)
  if (other) throw new DomainError('propertyTaken', { property: 'mailNickname', ids: [other.id] })
}

/** The Microsoft 365 group of that nickname, unless it is the one that asks. */
export function unifiedGroupWithNickname(reader: Reader, mailNickname: string, groupId?: string): Group | undefined {
  for (const other of reader.table(groups).find('mailNickname', fold(mailNickname))) {
    if (other.id !== groupId && isUnified(other)) return other
  }
  return undefined
}

/** Throws `propertyTaken` when another group has the unique name. */
export function refuseTakenUniqueName(reader: Reader, uniqueName: string): void {
  const other = reader.table(groups).findFirst('uniqueName', fold(uniqueName))
  if (other) throw new DomainError('propertyTaken', { property: 'uniqueName', ids: [other.id] })
}

/** `nickname@default domain`; where somebody has it, with the next free number behind the nickname. */
export function freeAddress(reader: Reader, nickname: string): string {
  const domain = defaultDomain(organizationOf(reader))
  const table = reader.table(groups)
  for (let number = 0; ; number++) {
    const address = `${nickname}${number === 0 ? '' : number}@${domain}`
    if (!table.findFirst('mail', fold(address))) return address
  }
}
