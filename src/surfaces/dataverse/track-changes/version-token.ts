import { DomainError } from '../../../kernel/errors.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'

const DAY = 24 * 60 * 60 * 1000
/** How long the changes since a version are told (`ExpireChangeTrackingInDays`), in milliseconds. */
const LIFETIME = 7 * DAY

/** The `$deltatoken` of what a client knows now, as it stands in an address: `919042%2108%2f22%2f2025%2008%3a10%3a44`. */
export function versionToken({ access, now }: RequestContext): string {
  const [date = '', time = ''] = new Date(now).toISOString().slice(0, 19).split('T')
  const [year, month, day] = date.split('-')
  return `${access.seq}%21${month}%2f${day}%2f${year}%20${time.replaceAll(':', '%3a')}`
}

const TOKEN = /^(\d{1,15})!(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d)$/

/** The version that a `$deltatoken` stands for. Throws a refusal for no token, `versionExpired` for one that is too old. */
export function versionIn({ now }: RequestContext, token: string): number {
  const [, version, month, day, year, time] = TOKEN.exec(token) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${time}Z`)
  if (version === undefined || Number.isNaN(at)) {
    throw new RequestRefused(
      400,
      '0x80060888',
      `The value '${token}' of the query parameter "$deltatoken" is no token.`,
    )
  }
  if (now - at > LIFETIME) throw new DomainError('versionExpired')
  return Number(version)
}
