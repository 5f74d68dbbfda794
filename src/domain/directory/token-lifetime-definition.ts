import { DomainError } from '../../kernel/errors.js'

/** In seconds; the most is one second short of a day. */
const LIMITS = { least: 600, most: 86_399 }
const TIME_SPAN = /^(?:(\d+)\.)?(\d{1,2}):([0-5]?\d):([0-5]?\d)$/

/**
 * The definition of a policy as a caller gives it: one text of JSON, whose `AccessTokenLifetime` is 10 minutes to a day.
 * What else it says has no effect. Throws `invalidDefinition`.
 */
export function requireDefinition(definition: unknown): readonly string[] {
  const [text, ...others] = Array.isArray(definition) ? definition : []
  const policy = typeof text === 'string' && others.length === 0 ? policyIn(text) : undefined
  if (typeof text !== 'string' || policy?.Version !== 1) throw new DomainError('invalidDefinition')
  const seconds = secondsOf(policy.AccessTokenLifetime)
  const isLimited = seconds !== undefined && seconds >= LIMITS.least && seconds <= LIMITS.most
  if (policy.AccessTokenLifetime !== undefined && !isLimited) throw new DomainError('invalidDefinition')
  return [text]
}

/** The definition that gives tokens so many seconds. */
export function definitionOf(seconds: number): readonly string[] {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const AccessTokenLifetime = [hours, minutes, rest].map((part) => String(part).padStart(2, '0')).join(':')
  return [JSON.stringify({ TokenLifetimePolicy: { Version: 1, AccessTokenLifetime } })]
}

/** The seconds that a definition gives tokens, or undefined when it does not say. */
export function lifetimeIn([text = '']: readonly string[]): number | undefined {
  return secondsOf(policyIn(text)?.AccessTokenLifetime)
}

function policyIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const policy: unknown = JSON.parse(text)?.TokenLifetimePolicy
    return typeof policy === 'object' && policy !== null ? { ...policy } : undefined
  } catch {
    return undefined
  }
}

/** Seconds of `dd.hh:mm:ss`, the days left out as a rule. */
function secondsOf(span: unknown): number | undefined {
  const match = typeof span === 'string' ? TIME_SPAN.exec(span) : null
  if (!match) return undefined
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0))
  return hours > 23 ? undefined : ((days * 24 + hours) * 60 + minutes) * 60 + seconds
}
