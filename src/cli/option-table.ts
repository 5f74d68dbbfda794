import { isIP } from 'node:net'
import { isHost } from '../hosts/host-name.js'
import { parseDuration } from '../kernel/instant.js'
import type { LogLevel } from '../kernel/log.js'

/** Everything `graphverse start` can be told. */
export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly hostnames: readonly string[]
  readonly data: string
  readonly store: 'file' | 'memory'
  readonly fixture: string
  readonly seed: string | undefined
  readonly sync: string
  readonly auth: 'strict' | 'off'
  readonly deviceCodeInterval: number
  readonly signIn: 'password' | 'pick'
  readonly serviceProtection: number
  readonly notificationHosts: readonly string[]
  readonly controlToken: string | undefined
  readonly log: LogLevel
  readonly logFormat: 'json' | 'pretty'
}

/** One option: the same whether it comes from the command line, the environment or the configuration file. */
export interface OptionRow<Value> {
  /** As commander wants it: `--port <number>`. */
  readonly flag: string
  /** Environment variables, the first that is set counts; `only` leaves out values meant for others. */
  readonly variables: readonly { readonly name: string; readonly only?: (value: string) => boolean }[]
  readonly fallback: () => Value
  readonly meaning: string
  /** Reads a text; undefined when it is not possible. */
  readonly read: (text: string) => Value | undefined
  /** What is possible, to follow "must be". */
  readonly possible: string
}

function oneOf<Word extends string>(words: readonly Word[]) {
  return {
    read: (text: string) => words.find((word) => word === text),
    possible: words.length === 2 ? words.join(' or ') : `one of ${words.join(', ')}`,
  }
}

const anyText = { read: (text: string) => (text === '' ? undefined : text), possible: 'a text that is not empty' }

/** Every option of the command: its flag, variables, default and meaning, and how its text is read. */
export const optionTable: { readonly [Name in keyof StartOptions]: OptionRow<StartOptions[Name]> } = {
  port: {
    flag: '--port <number>',
    variables: [{ name: 'GRAPHVERSE_PORT' }, { name: 'PORT' }],
    fallback: () => 4400,
    meaning: 'the one port for HTTP and TLS; 0 takes a free one',
    read: (text) => (/^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : undefined),
    possible: 'a number from 0 to 65535',
  },
  host: {
    flag: '--host <address>',
    variables: [{ name: 'GRAPHVERSE_HOST' }, { name: 'HOST', only: (value) => isIP(value) !== 0 }],
    fallback: () => '127.0.0.1',
    meaning: 'the address to bind',
    read: (text) => (isHost(text) ? text : undefined),
    possible: 'an IP address or a host name',
  },
  hostnames: {
    flag: '--hostnames <names>',
    variables: [{ name: 'GRAPHVERSE_HOSTNAMES' }],
    fallback: () => [],
    meaning: 'further names under which clients call, separated by commas',
    read: readHostnames,
    possible: 'host names without scheme and port, separated by commas',
  },
  data: {
    flag: '--data <folder>',
    variables: [{ name: 'GRAPHVERSE_DATA' }],
    fallback: () => '.graphverse',
    meaning: 'folder of the store and the certificate authority',
    ...anyText,
  },
  store: {
    flag: '--store <kind>',
    variables: [{ name: 'GRAPHVERSE_STORE' }],
    fallback: () => 'file',
    meaning: 'file, or memory to forget everything at the end',
    ...oneOf(['file', 'memory']),
  },
  fixture: {
    flag: '--fixture <file>',
    variables: [{ name: 'GRAPHVERSE_FIXTURE' }],
    fallback: () => 'contoso',
    meaning: 'what a new store is filled from: a file, or the name of a bundled fixture',
    ...anyText,
  },
  seed: {
    flag: '--seed <text>',
    variables: [{ name: 'GRAPHVERSE_SEED' }],
    fallback: () => undefined,
    meaning: 'makes the ids, secrets and codes made at run time repeatable',
    ...anyText,
  },
  sync: {
    flag: '--sync <mode>',
    variables: [{ name: 'GRAPHVERSE_SYNC' }],
    fallback: () => 'auto',
    meaning: 'when users are synchronized: auto, manual, or interval:PT5M',
    read: (text) => (isSyncMode(text) ? text : undefined),
    possible: 'auto, manual, or interval: and an ISO 8601 duration such as interval:PT5M',
  },
  auth: {
    flag: '--auth <mode>',
    variables: [{ name: 'GRAPHVERSE_AUTH' }],
    fallback: () => 'strict',
    meaning: 'strict, or off to let any token do anything',
    ...oneOf(['strict', 'off']),
  },
  deviceCodeInterval: {
    flag: '--device-code-interval <seconds>',
    variables: [{ name: 'GRAPHVERSE_DEVICE_CODE_INTERVAL' }],
    fallback: () => 5,
    meaning: 'how long a device waits between two questions whether somebody has signed in',
    read: (text) => (/^\d{1,2}$/.test(text) && Number(text) <= 60 ? Number(text) : undefined),
    possible: 'a whole number of seconds from 0 to 60',
  },
  signIn: {
    flag: '--sign-in <mode>',
    variables: [{ name: 'GRAPHVERSE_SIGN_IN' }],
    fallback: () => 'password',
    meaning: 'password, or pick to choose a user on the sign-in page without one',
    ...oneOf(['password', 'pick']),
  },
  serviceProtection: {
    flag: '--service-protection <requests>',
    variables: [{ name: 'GRAPHVERSE_SERVICE_PROTECTION' }],
    fallback: () => 0,
    meaning: 'how many Web API requests a user may send to Dataverse in five minutes; 0 for no limit',
    read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
    possible: 'a whole number of requests, 0 for no limit',
  },
  notificationHosts: {
    flag: '--notification-hosts <names>',
    variables: [{ name: 'GRAPHVERSE_NOTIFICATION_HOSTS' }],
    fallback: () => [],
    meaning: 'hosts, beside this machine, that change notifications may go to, separated by commas; * for all',
    read: readNotificationHosts,
    possible: '* or host names without scheme and port, separated by commas',
  },
  controlToken: {
    flag: '--control-token <token>',
    variables: [{ name: 'GRAPHVERSE_CONTROL_TOKEN' }],
    fallback: () => undefined,
    meaning: 'bearer token that the control plane asks for',
    ...anyText,
  },
  log: {
    flag: '--log <level>',
    variables: [{ name: 'GRAPHVERSE_LOG' }],
    fallback: () => 'info',
    meaning: 'silent, error, info or debug; to standard error',
    ...oneOf(['silent', 'error', 'info', 'debug']),
  },
  logFormat: {
    flag: '--log-format <format>',
    variables: [{ name: 'GRAPHVERSE_LOG_FORMAT' }],
    fallback: () => (process.stderr.isTTY ? 'pretty' : 'json'),
    meaning: 'json or pretty; pretty by itself on a terminal',
    ...oneOf(['json', 'pretty']),
  },
}

function readHostnames(text: string): readonly string[] | undefined {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  return names.every(isHost) ? names : undefined
}

function readNotificationHosts(text: string): readonly string[] | undefined {
  return text.trim() === '*' ? ['*'] : readHostnames(text)
}

function isSyncMode(text: string): boolean {
  if (text === 'auto' || text === 'manual') return true
  return text.startsWith('interval:') && (parseDuration(text.slice('interval:'.length)) ?? 0) > 0
}
