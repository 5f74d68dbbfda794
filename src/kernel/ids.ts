import { encodeBase64Url } from './base64url.js'
import { digest, digestHex } from './digest.js'
import { guidOf } from './guid.js'

/** The only source of ids, secrets and codes made while running. */
export interface IdSource {
  guid(): string
  /** A secret of 43 base64url characters (256 bits). */
  secret(): string
}

/** Where a seeded source keeps its place, so that a restart never repeats an id. */
export interface IdCounter {
  next(): number
}

/** Random ids; or, with a seed, the hash of the seed and a counter. */
export function createIdSource(seed: string | undefined, counter: IdCounter): IdSource {
  if (seed === undefined) {
    return {
      guid: () => crypto.randomUUID(),
      secret: () => encodeBase64Url(randomBytes()),
    }
  }
  return {
    guid: () => guidOf(`${seed}#${counter.next()}`),
    secret: () => encodeBase64Url(digest(`${seed}#secret#${counter.next()}`)),
  }
}

const SECRET = 32
const pool = new Uint8Array(64 * SECRET)
let taken = pool.length

/** Random bytes for one secret. To ask the system for few costs as much as to ask for many. */
function randomBytes(): Uint8Array {
  if (taken === pool.length) {
    crypto.getRandomValues(pool)
    taken = 0
  }
  taken += SECRET
  return pool.subarray(taken - SECRET, taken)
}

/** The id of something a fixture names: the same for the same tenant and key, always. */
export function fixtureGuid(tenantId: string, kind: string, key: string): string {
  return guidOf(`${tenantId}/${kind}/${key}`)
}

/** A secret a fixture leaves out: the same for the same tenant and key, always. */
export function fixtureSecret(tenantId: string, kind: string, key: string): string {
  return `${digestHex(`${tenantId}/${kind}/${key}/secret`).slice(0, 20)}~Gv1`
}
