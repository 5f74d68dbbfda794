import { DomainError } from '../../kernel/errors.js'

const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
const LONGEST = 2048

/**
 * Throws `notificationUrlRefused` unless calls may go to an address: HTTPS, or HTTP to this machine; and no other machine
 * unless `hosts` names it (`*` names all).
 */
export function requireNotificationUrl(property: string, text: string, hosts: readonly string[]): void {
  const refuse = (reason: string) => new DomainError('notificationUrlRefused', { property, reason })
  const url = URL.canParse(text) && text.length <= LONGEST ? new URL(text) : undefined
  if (!url) throw refuse(`must be an absolute URL of at most ${LONGEST} characters`)
  if (url.username !== '' || url.password !== '' || url.hash !== '')
    throw refuse('must not hold credentials or a fragment')
  const isLoopback = LOOPBACK.test(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) throw refuse('must start with https://')
  if (isLoopback || hosts.some((host) => host === '*' || host.toLowerCase() === bare(url.hostname))) return
  throw refuse(
    `leads to ${url.hostname}: this emulator calls only this machine, and hosts named by --notification-hosts`,
  )
}

/** An IPv6 address stands in brackets in a URL alone. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** An address with one parameter more; what it has is kept as it is. */
export function withParameter(url: string, name: string, value: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`
}
