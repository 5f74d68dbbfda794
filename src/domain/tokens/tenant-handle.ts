import { decodeTextBase64Url, encodeTextBase64Url } from '../../kernel/base64url.js'
import { digestHex } from '../../kernel/digest.js'
import { remembering } from '../../kernel/remembering.js'
import type { Transaction } from '../access.js'

/** A secret that was handed out (a code, a refresh token, a session) and what of it is kept. */
export interface TenantHandle {
  /** What the holder presents. It names its tenant, so that `common` finds it. */
  readonly text: string
  /** What the tenant keeps: nobody can make the text of it. */
  readonly id: string
}

/** What a text says that somebody presents: a request looks at it several times, to find out who may redeem it and how. */
interface PresentedHandle {
  readonly id: string
  readonly tenant: string | undefined
}

const read = remembering((text: string): PresentedHandle => ({ id: digestHex(text), tenant: tenantIn(text) }), 64)

function tenantIn(text: string): string | undefined {
  const [version, tenant, secret] = text.split('.')
  return version === '1' && secret !== undefined ? decodeTextBase64Url(tenant ?? '') : undefined
}

const encodeTenant = remembering(encodeTextBase64Url, 64)

/** Makes a handle of the transaction's tenant. */
export function newTenantHandle(transaction: Transaction): TenantHandle {
  const text = `1.${encodeTenant(transaction.tenant)}.${transaction.newSecret()}`
  return { text, id: digestHex(text) }
}

/** Under which id a handle is kept. */
export function tenantHandleId(text: string): string {
  return read(text).id
}

/** The tenant that a handle names, or undefined when the text is none. */
export function tenantOfHandle(text: string): string | undefined {
  return read(text).tenant
}
