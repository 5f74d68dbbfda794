import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { Client } from './clients.js'
import type { DeviceCode, DeviceGrantee } from './device-code-rows.js'
import { forgetExpired } from './forget-expired.js'
import { requireUnrevoked } from './refresh-tokens.js'
import { deviceCodes } from './tables.js'
import { newTenantHandle, tenantHandleId } from './tenant-handle.js'
import { normalizeUserCode, userCodeOf } from './user-code.js'

/** Seconds in which somebody must sign in (Microsoft identity platform: device authorization grant). */
export const DEVICE_CODE_LIFETIME = 900
/** Seconds for which a code is remembered beyond that, so that a late one is told from an unknown one. */
const REMEMBERED = 86_400

/** What a device asks for. `tenantId` is null where anybody's tenant will do. */
export type DeviceRequest = Pick<DeviceCode, 'appId' | 'tenantId' | 'scope'>

/** The two codes of a device: one that it keeps, one that it shows. */
export interface IssuedDeviceCode {
  readonly deviceCode: string
  readonly userCode: string
}

/** Makes the codes of a device. */
export function issueDeviceCode(transaction: Transaction, request: DeviceRequest): IssuedDeviceCode {
  forgetExpired(transaction, deviceCodes, transaction.now - REMEMBERED * 1000)
  const { id, text } = newTenantHandle(transaction)
  const userCode = freeUserCode(transaction)
  const expiresAt = formatInstant(transaction.now + DEVICE_CODE_LIFETIME * 1000)
  transaction.insert(deviceCodes, { ...request, id, userCode, expiresAt, state: 'pending', grantee: null })
  return { deviceCode: text, userCode }
}

function freeUserCode(transaction: Transaction): string {
  const code = userCodeOf(transaction.newSecret())
  return transaction.table(deviceCodes).findFirst('userCode', code) ? freeUserCode(transaction) : code
}

/** The device that shows a user code, or undefined: `typed` as the person typed it. */
export function findDevice(reader: Reader, typed: string): DeviceCode | undefined {
  return reader.table(deviceCodes).findFirst('userCode', normalizeUserCode(typed))
}

/** Makes sure that a device still waits. Throws `userCodeExpired` and `userCodeUsed`. */
export function requireWaiting({ state, expiresAt }: DeviceCode, now: number): void {
  if (state !== 'pending') throw new DomainError('userCodeUsed')
  if (hasEnded(expiresAt, now)) throw new DomainError('userCodeExpired')
}

/** Lets a device in, or keeps it out (no grantee). Throws `userCodeUnknown`, `userCodeExpired`, `userCodeUsed`. */
export function settleDevice(transaction: Transaction, id: string, grantee: DeviceGrantee | null): void {
  const device = transaction.table(deviceCodes).get(id)
  if (!device) throw new DomainError('userCodeUnknown')
  requireWaiting(device, transaction.now)
  transaction.replace(deviceCodes, { ...device, state: grantee ? 'granted' : 'declined', grantee })
}

/** A device that was let in, and by whom. */
export interface GrantedDevice {
  readonly device: DeviceCode
  readonly grantee: DeviceGrantee
}

/**
 * The device behind a device code, if it was let in. `now` is in milliseconds.
 * Throws `deviceCodeUnknown` (also for another client's), `deviceCodeRedeemed`, `deviceCodeExpired`,
 * `authorizationPending`, `authorizationDeclined`.
 */
export function requireGrantedDevice(reader: Reader, client: Client, code: string, now: number): GrantedDevice {
  const device = deviceOf(reader, code)
  if (device?.appId !== client.appId) throw new DomainError('deviceCodeUnknown')
  const { state, grantee, expiresAt } = device
  if (state === 'redeemed') throw new DomainError('deviceCodeRedeemed')
  if (state === 'declined') throw new DomainError('authorizationDeclined')
  if (hasEnded(expiresAt, now)) throw new DomainError('deviceCodeExpired')
  if (!grantee) throw new DomainError('authorizationPending')
  return { device, grantee }
}

/** The device behind a device code, whatever became of it. */
export function deviceOf(reader: Reader, code: string): DeviceCode | undefined {
  return reader.table(deviceCodes).get(tenantHandleId(code))
}

/** Whoever let a device in, if that still holds. `reader` reads the grantee's tenant. Throws the refusals of `requireUnrevoked`. */
export function requireGrantee(reader: Reader, { userId, sessionsValidFrom, grantedAt }: DeviceGrantee): User {
  const user = reader.table(users).get(userId)
  requireUnrevoked(reader, user, sessionsValidFrom, grantedAt)
  return user
}

/** Notes that a device has got its tokens: its code cannot be redeemed again. */
export function markRedeemed(transaction: Transaction, device: DeviceCode): void {
  transaction.replace(deviceCodes, { ...device, state: 'redeemed' })
}

function hasEnded(expiresAt: string, now: number): boolean {
  return (parseInstant(expiresAt) ?? 0) <= now
}
