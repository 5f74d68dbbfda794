import data from '../../../fixtures/banned-passwords.json' with { type: 'json' }
import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../access.js'
import { PASSWORD_RULES } from './group-setting-templates.js'
import { tenantSetting } from './group-settings.js'
import { organizationOf } from './organization.js'
import type { User } from './user-rows.js'

/** Points that a password needs: one for each banned word in it, one for each other character. */
const ENOUGH = 5
/** Shorter words are not looked for. */
const SHORTEST = 4

const SUBSTITUTES: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', $: 's', '@': 'a' }

/** A password as it is compared: in lower case, usual substitutes for letters undone. */
function normalized(text: string): string {
  return text.toLowerCase().replace(/[01$@]/g, (character) => SUBSTITUTES[character] ?? character)
}

/** What everybody tries first. Microsoft does not publish its list: this one is ours, and small. */
const everywhere: readonly string[] = data

/**
 * Refuses a password that people could guess, where they choose it for themselves: one that is made of banned words, or
 * has the name of the user or the tenant in it (Microsoft Entra: Eliminate bad passwords using Microsoft Entra Password
 * Protection). The tenant's own words are those of its password rule settings. Throws `weakPassword`.
 */
export function refuseBannedPassword(reader: Reader, user: User, plain: string): void {
  const names = [user.givenName, user.surname, organizationOf(reader).displayName].filter((name) => name !== null)
  if (isGuessable(plain, [...everywhere, ...tenantWords(reader)], names)) throw new DomainError('weakPassword')
}

/** Words of the tenant stand one a line, or between tabs. */
function tenantWords(reader: Reader): readonly string[] {
  const setting = (name: string) => tenantSetting(reader, PASSWORD_RULES, name)
  if (setting('EnableBannedPasswordCheck').toLowerCase() !== 'true') return []
  return setting('BannedPasswordList').split(/[\t\r\n]+/)
}

/** Whether a password is too much like banned words, or has one of the names in it. */
export function isGuessable(plain: string, words: readonly string[], names: readonly string[]): boolean {
  const password = normalized(plain)
  const isLong = (word: string) => word.length >= SHORTEST
  if (names.map(normalized).some((name) => isLong(name) && password.includes(name))) return true
  const banned = [...new Set(words.map(normalized).filter(isLong))].sort((one, other) => other.length - one.length)
  return banned.some((word) => isNear(password, word)) || pointsOf(password, banned) < ENOUGH
}

function pointsOf(password: string, banned: readonly string[]): number {
  let points = 0
  for (let at = 0; at < password.length; points++) {
    const word = banned.find((each) => password.startsWith(each, at))
    at += word?.length ?? 1
  }
  return points
}

/** Whether one edit at most leads from one text to the other. */
function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1)
}
