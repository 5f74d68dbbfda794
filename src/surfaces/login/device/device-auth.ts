import type { Reader } from '../../../domain/access.js'
import type { DeviceCode, DeviceGrantee } from '../../../domain/tokens/device-code-rows.js'
import { findDevice, requireWaiting, settleDevice } from '../../../domain/tokens/device-codes.js'
import { sessionsValidFrom } from '../../../domain/tokens/session-start.js'
import { DomainError } from '../../../kernel/errors.js'
import { formatInstant } from '../../../kernel/instant.js'
import { asksOf } from '../consent/asks-of.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { errorPage } from '../pages/error-page.js'
import { readBrowser, requireOwnForm } from '../sign-in/browser.js'
import { clientFinder } from '../sign-in/client-finder.js'
import { interact } from '../sign-in/interact.js'
import type { Interaction, SignedIn } from '../sign-in/interaction.js'
import { isSharedSegment, readTenant, requireTenant, tenantsOf } from '../tenant-segment.js'
import { confirmDevicePage, deviceCodePage, deviceDonePage, deviceRefusedPage } from './device-pages.js'

/** A device that waits, and the tenant that keeps its code. */
interface Waiting {
  readonly keeper: Reader
  readonly device: DeviceCode
}

/** The page that asks for the code of a device. A code in the address is filled in, never taken: a link must not sign anybody in. */
export function getDeviceAuth(login: LoginRequest): LoginAnswer {
  const { query } = login
  return deviceCodePage(login, readBrowser(login), { typed: query.get('user_code') ?? query.get('otc') ?? '' })
}

/** The form with the code, then the forms of the sign-in that it leads to, which carry the code in their address. */
export async function postDeviceAuth(login: LoginRequest): Promise<LoginAnswer> {
  const browser = readBrowser(login)
  const { form, query } = login
  const isCodeForm = !form.has('step')
  const typed = (isCodeForm ? form.get('otc') : query.get('user_code')) ?? ''
  try {
    requireOwnForm(login, browser)
    return await interact(interactionOf(login, waitingDevice(login, typed)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return TYPED_WRONG.has(error.word) ? deviceCodePage(login, browser, { typed, error }) : errorPage(error, login)
  }
}

/** What can be mended where the code is typed is told there. */
const TYPED_WRONG = new Set([
  'formForged',
  'userCodeMissing',
  'userCodeUnknown',
  'userCodeExpired',
  'userCodeUsed',
  'userCodeGuessed',
])

/** Throws `userCodeMissing`, `userCodeUnknown`, `userCodeExpired`, `userCodeUsed`, `userCodeGuessed`. */
function waitingDevice(login: LoginRequest, typed: string): Waiting {
  const { rooms, access } = login
  const now = rooms.clock.now()
  if (typed.trim() === '') throw new DomainError('userCodeMissing')
  rooms.guesses.check(now)
  for (const keeper of tenantsOf(access).all()) {
    const device = findDevice(keeper, typed)
    if (!device || !isServedAt(login, device)) continue
    requireWaiting(device, now)
    return { keeper, device }
  }
  rooms.guesses.miss(now)
  throw new DomainError('userCodeUnknown')
}

/** The page of a tenant serves its own devices alone. */
function isServedAt({ access, path }: LoginRequest, { tenantId }: DeviceCode): boolean {
  const segment = path.tenant ?? ''
  return isSharedSegment(segment) || tenantId === null || tenantId === requireTenant(access, segment).tenant
}

function interactionOf(login: LoginRequest, waiting: Waiting): Interaction {
  const { device } = waiting
  const { target, access } = login
  const parameters = new URLSearchParams({ user_code: device.userCode })
  return {
    login,
    browser: readBrowser(login),
    tenant: device.tenantId === null ? undefined : readTenant(access, device.tenantId),
    appId: device.appId,
    protocol: 'deviceCode',
    clientIn: clientFinder(login, device.appId),
    prompt: undefined,
    loginHint: undefined,
    action: `${target.origin}${target.path}?${parameters}`,
    asks: (signedIn) => asksOf(signedIn, device.scope),
    confirm: confirmDevicePage,
    finish: (signedIn) => finish(signedIn, waiting),
    refuse: (error) => refuse(error, login, waiting),
  }
}

async function finish(signedIn: SignedIn, waiting: Waiting): Promise<LoginAnswer> {
  const { reader, user, session } = signedIn.account
  settle(signedIn.login, waiting, {
    tenantId: reader.tenant,
    userId: user.id,
    sessionId: session.sessionId,
    signedInAt: session.signedInAt,
    sessionsValidFrom: sessionsValidFrom(user),
    grantedAt: formatInstant(signedIn.login.rooms.clock.now()),
  })
  return deviceDonePage(signedIn.clientIn(reader))
}

/** A person who says no keeps the device out; anything else may be tried again. */
function refuse(error: unknown, login: LoginRequest, waiting: Waiting): LoginAnswer {
  if (!(error instanceof DomainError)) throw error
  if (error.word !== 'consentDeclined') return errorPage(error, login)
  settle(login, waiting, null)
  return deviceRefusedPage()
}

function settle(login: LoginRequest, { keeper, device }: Waiting, grantee: DeviceGrantee | null): void {
  const actor = { kind: 'user', id: grantee?.userId ?? '', requestId: login.correlationId } as const
  login.access.record(keeper.tenant, actor, (transaction) => settleDevice(transaction, device.id, grantee))
}
