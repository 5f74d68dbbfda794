import { SYSTEM } from '../../store/commit.js'
import type { Access } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { findSystemuserByObjectId } from '../dataverse/systemusers.js'
import type { Row } from '../dataverse/tables.js'
import type { Verdict } from './rules/verdict.js'
import { syncUser } from './sync-user.js'

/** Somebody at the door of an environment. */
export interface Visitor {
  /** Object id of the directory user. */
  readonly oid: string
  /** When the token was issued, in seconds since the epoch; absent for a user whom another impersonates. */
  readonly issuedAt?: number
}

export interface Admission {
  /** The visitor's row, disabled where the rules refuse; undefined for who has none and gets none. */
  readonly row: Row | undefined
  /** Why, when the rules were asked this time. */
  readonly verdict: Verdict | undefined
}

const MOST_REMEMBERED = 10_000

/**
 * What happens when a user comes to an environment in person: who is entitled gets a row, or it is enabled, at once.
 * A new token is a new sign-in and brings the row up to date; with a token that was seen before nothing is examined,
 * unless the row is missing or disabled.
 */
export class FirstAccess {
  /** When the newest token was issued that each visitor of each environment has come with. */
  readonly #seen = new Map<string, number>()

  /** Lets a visitor in or says why not. Throws nothing of its own: the surface words the refusal. */
  admit(access: Pick<Access, 'read' | 'write'>, tenant: string, environment: Environment, visitor: Visitor): Admission {
    const { oid, issuedAt } = visitor
    const key = `${environment.id}/${oid}`
    if (issuedAt !== undefined && (this.#seen.get(key) ?? -1) >= issuedAt) {
      const row = findSystemuserByObjectId(access.read(tenant), environment, oid)
      if (row && !row.isdisabled) return { row, verdict: undefined }
    }
    const { row, verdict } = access.write(tenant, SYSTEM, (transaction) =>
      syncUser(transaction, environment, oid, 'firstAccess'),
    )
    if (issuedAt !== undefined) this.#remember(key, issuedAt)
    return { row, verdict }
  }

  /** After a reset or restore everybody comes for the first time. */
  forget(): void {
    this.#seen.clear()
  }

  #remember(key: string, issuedAt: number): void {
    if (this.#seen.size >= MOST_REMEMBERED) this.#seen.clear()
    this.#seen.set(key, issuedAt)
  }
}
