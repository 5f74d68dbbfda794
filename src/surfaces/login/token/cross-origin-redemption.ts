import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { isLoopbackOrigin } from '../cross-origin.js'
import type { LoginRequest } from '../login-request.js'

/**
 * Who may come from another origin: scripts in a browser with what a single-page application was given, and they must;
 * nobody with anything else (Microsoft identity platform: authorization code flow, redirect URIs for single-page apps).
 * The cloud knows no exception. Here pages of loopback addresses may redeem anything, so that tools on this machine need
 * no registration of their own. Throws `spaRedeemedElsewhere`, `crossOriginRefused`.
 */
export function requireRightOrigin({ request, target }: LoginRequest, isForSpa: boolean): void {
  const { origin } = request.headers
  if (isForSpa) {
    if (origin === undefined) throw new DomainError('spaRedeemedElsewhere')
    return
  }
  if (origin === undefined || isLoopbackOrigin(fold(origin)) || origin === new URL(target.origin).origin) return
  throw new DomainError('crossOriginRefused', { origin })
}
