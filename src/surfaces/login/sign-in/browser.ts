import type { Reader } from '../../../domain/access.js'
import { endSession, findSession, type LiveSession } from '../../../domain/tokens/sessions.js'
import { tenantOfHandle } from '../../../domain/tokens/tenant-handle.js'
import { digestHex } from '../../../kernel/digest.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import { readTenant } from '../tenant-segment.js'

/** Somebody who is signed in in a browser. */
export interface SignedInAccount extends LiveSession {
  /** Reads the tenant of the account. */
  readonly reader: Reader
  readonly handle: string
}

/** What the token service knows of the browser that a request comes from. */
export interface Browser {
  /** A secret that only this browser has; made with its first visit. */
  readonly id: string
  /** Accounts that are signed in, the last one first. */
  readonly accounts: readonly SignedInAccount[]
}

const MOST_ACCOUNTS = 8
const SECRET = /^[\w-]{43}$/

/** The browser behind a request, by its cookie. */
export function readBrowser(login: LoginRequest): Browser {
  const [id = '', ...handles] = (readCookie(login) ?? '').split('~')
  const accounts = handles.slice(0, MOST_ACCOUNTS).flatMap((handle) => accountOf(login, handle))
  return { id: SECRET.test(id) ? id : login.rooms.ids.secret(), accounts }
}

function accountOf({ access, rooms }: LoginRequest, handle: string): readonly SignedInAccount[] {
  const tenant = tenantOfHandle(handle)
  const reader = tenant === undefined ? undefined : readTenant(access, tenant)
  const live = reader && findSession(reader, handle, rooms.clock.now())
  return live ? [{ ...live, reader, handle }] : []
}

/** The header with which a browser remembers who is signed in. Scripts never see it. */
export function rememberBrowser(login: LoginRequest, { id, accounts }: Browser): Readonly<Record<string, string>> {
  const handles = accounts.slice(0, MOST_ACCOUNTS).map(({ handle }) => handle)
  const secure = login.target.origin.startsWith('https:') ? '; Secure' : ''
  return { 'set-cookie': `${cookieName(login)}=${[id, ...handles].join('~')}; Path=/; HttpOnly; SameSite=Lax${secure}` }
}

/** A browser in which an account is signed in; an earlier session of the same user is replaced. */
export function withAccount({ id, accounts }: Browser, account: SignedInAccount): Browser {
  return { id, accounts: [account, ...accounts.filter(({ user }) => user.id !== account.user.id)] }
}

/** A browser in which an account is signed in no more. */
export function withoutAccount({ id, accounts }: Browser, account: SignedInAccount): Browser {
  return { id, accounts: accounts.filter(({ handle }) => handle !== account.handle) }
}

/** Ends the session of an account. */
export function signOut({ access, correlationId }: LoginRequest, { reader, user, handle }: SignedInAccount): void {
  const actor = { kind: 'user', id: user.id, requestId: correlationId } as const
  access.record(reader.tenant, actor, (transaction) => endSession(transaction, handle))
}

/** What a form carries to show that it came from a page of ours in this browser. */
export function canaryOf({ id }: Browser): string {
  return digestHex(`canary/${id}`)
}

/** Whether a form came from a page of ours in the same browser. */
export function isOwnForm(login: LoginRequest, browser: Browser): boolean {
  const { origin } = login.request.headers
  if (origin !== undefined && origin !== new URL(login.target.origin).origin) return false
  return login.form.get('canary') === canaryOf(browser)
}

/** Refuses a form that did not come from a page of ours in the same browser. Throws `formForged`. */
export function requireOwnForm(login: LoginRequest, browser: Browser): void {
  if (!isOwnForm(login, browser)) throw new DomainError('formForged')
}

/** Cookies know no ports, and several emulators may run on one machine, over HTTP and TLS. */
function cookieName({ target }: LoginRequest): string {
  const { port, protocol } = new URL(target.origin)
  return `ESTSAUTH${port === '' ? '' : `-${port}`}${protocol === 'https:' ? '-TLS' : ''}`
}

function readCookie(login: LoginRequest): string | undefined {
  const name = `${cookieName(login)}=`
  for (const part of (login.request.headers.cookie ?? '').split(/; */)) {
    if (part.startsWith(name)) return part.slice(name.length)
  }
  return undefined
}
