import { isHost } from './host-name.js'

/** The options that take one of a few words. */
const words: Readonly<Record<string, readonly string[]>> = {
  auth: ['strict', 'off'],
  log: ['silent', 'error', 'info', 'debug'],
  signIn: ['password', 'pick'],
  store: ['memory', 'file'],
}

/** The options that take a text. */
const texts = ['data', 'seed', 'sync', 'controlToken']

/**
 * Holds the options of a program against what they can be, for programs that no compiler has read.
 * @throws when one is not possible, naming it and what would be.
 */
export function checkOptions(options: Readonly<Record<string, unknown>>): void {
  for (const [name, possible] of Object.entries(words)) {
    const value = options[name]
    // A log may also be an object of the caller's.
    const isOwnLog = name === 'log' && typeof value === 'object' && value !== null
    if (value !== undefined && !isOwnLog && !possible.some((word) => word === value))
      throw impossible(name, value, `one of ${possible.map((word) => `"${word}"`).join(', ')}`)
  }
  for (const name of texts) {
    const value = options[name]
    if (value !== undefined && (typeof value !== 'string' || value === ''))
      throw impossible(name, value, 'a text that is not empty')
  }
  const { hostnames, notificationHosts, fixture, deviceCodeInterval, serviceProtection } = options
  if (deviceCodeInterval !== undefined && !isSeconds(deviceCodeInterval))
    throw impossible('deviceCodeInterval', deviceCodeInterval, 'a whole number of seconds from 0 to 60')
  if (serviceProtection !== undefined && !isCount(serviceProtection))
    throw impossible('serviceProtection', serviceProtection, 'a whole number of requests, 0 for no limit')
  if (hostnames !== undefined && !isListOfHosts(hostnames))
    throw impossible('hostnames', hostnames, 'a list of host names and IP addresses')
  if (notificationHosts !== undefined && !isListOfHosts(notificationHosts, '*'))
    throw impossible('notificationHosts', notificationHosts, 'a list of host names and IP addresses, or ["*"]')
  if (fixture !== undefined && typeof fixture !== 'string' && (typeof fixture !== 'object' || fixture === null))
    throw impossible('fixture', fixture, 'a document, the path of one, or the name of a bundled one')
}

function isSeconds(value: unknown): boolean {
  return isCount(value) && Number(value) <= 60
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0
}

function isListOfHosts(value: unknown, wildcard?: string): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && (item === wildcard || isHost(item)))
}

function impossible(name: string, value: unknown, possible: string): Error {
  return new Error(`The option "${name}" must be ${possible}, not ${JSON.stringify(value)}.`)
}
