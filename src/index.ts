import { resolve } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { type Control, composeEmulator, type FixtureSource, type ServedAt } from './compose-emulator.js'
import { openAuthority } from './hosts/certificate-authority.js'
import { checkOptions } from './hosts/check-options.js'
import { fetchFrom } from './hosts/fetch.js'
import { fetchCourier } from './hosts/fetch-courier.js'
import { fixtureFile } from './hosts/fixture-file.js'
import { createLog } from './hosts/log.js'
import { type Listener, listen } from './hosts/node.js'
import { createNodeSigner } from './hosts/node-signer.js'
import { isOpenDoor } from './hosts/open-door.js'
import type { ServedEmulator } from './hosts/served-emulator.js'
import { EmulatorClock } from './kernel/clock.js'
import { parseInstant } from './kernel/instant.js'
import type { Log, LogLevel } from './kernel/log.js'

export type { Control } from './compose-emulator.js'
export type { EmulatorRequest, EmulatorResponse } from './http/message.js'
export type { Log, LogLevel } from './kernel/log.js'

/** How an emulator is made; every option is named and means as the flag of the command does. */
export interface EmulatorOptions {
  /** What a new store is filled from: a document, the path of one, or the name of a bundled one. */
  readonly fixture?: string | object
  /** Folder of the store and the certificate authority. A store in memory does without: nothing is written then. */
  readonly data?: string
  readonly store?: 'memory' | 'file'
  readonly hostnames?: readonly string[]
  readonly sync?: string
  readonly auth?: 'strict' | 'off'
  /** Seconds that a device waits between two questions whether somebody has signed in: 5, as in the cloud, unless given. */
  readonly deviceCodeInterval?: number
  /** `pick`: the sign-in page lists the users, and whoever is picked is signed in without a password. */
  readonly signIn?: 'password' | 'pick'
  /** How many Web API requests a user may send to Dataverse in five minutes; 6000 in the cloud, here no limit unless given. */
  readonly serviceProtection?: number
  /** Host names, beside this machine's, that change notifications may go to; `*` for all. None unless given. */
  readonly notificationHosts?: readonly string[]
  readonly seed?: string | undefined
  /** `real`, or the instant (ISO 8601, a date, or milliseconds since the epoch) to stand still at. */
  readonly clock?: 'real' | string | number | Date
  readonly controlToken?: string | undefined
  /** A level for lines on standard error, or a log of your own. */
  readonly log?: LogLevel | Log
}

/** What `control.info()` tells. */
export type EmulatorInfo = ReturnType<Control['info']>

/** The addresses of a listening emulator, and the process that serves them. */
export interface Ready extends ServedAt {
  readonly pid: number
}

/** An emulator in this process. */
export interface LocalEmulator extends ServedEmulator {
  /** Answers a standard request, without a socket. */
  fetch(request: Request): Promise<Response>
  /** Serves on a port (4400 by default, 0 takes a free one) of an address (127.0.0.1 by default). */
  listen(at?: { port?: number; host?: string }): Promise<Ready>
  /** The control plane's calls. */
  readonly control: Control
  /** Stops serving, writes what is left, and lets go of the data folder. */
  close(): Promise<void>
}

/**
 * Makes an emulator of its own tenants in this process.
 * @throws when an option, the fixture or the data folder cannot be used, naming the culprit and the mend.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<LocalEmulator> {
  checkOptions({ ...options })
  const folder = dataFolder(options)
  const hostnames = options.hostnames ?? []
  const log = logOf(options.log)
  const authority = once(() => openAuthority({ folder, hostnames, log }))
  let listener: Listener | undefined
  const composition = await composeEmulator({
    folder: options.store === 'file' ? folder : undefined,
    seed: options.seed,
    clock: new EmulatorClock({ frozenAt: instantOf(options.clock) }),
    signer: createNodeSigner({ folder }),
    courier: fetchCourier,
    log,
    fixture: fixtureOf(options.fixture),
    settings: {
      auth: options.auth ?? 'strict',
      hostnames,
      sync: options.sync ?? 'auto',
      deviceCodeInterval: options.deviceCodeInterval ?? 5,
      signIn: options.signIn ?? 'password',
      serviceProtection: options.serviceProtection ?? 0,
      notificationHosts: options.notificationHosts ?? [],
      controlToken: options.controlToken,
      version: manifest.version,
    },
    certificateAuthority: async () => (await (await authority()).load()).certificate,
    servedAt: () => listener?.at,
  })
  const { emulator, control } = composition
  return {
    handle: (request) => emulator.handle(request),
    isApi: (request) => emulator.isApi(request),
    refuse: (request, refusal) => emulator.refuse(request, refusal),
    fetch: (request) => fetchFrom(emulator, request),
    control,
    async listen({ port = 4400, host = '127.0.0.1' } = {}) {
      if (listener) throw new Error(`This emulator listens on ${listener.at.http} already.`)
      if (isOpenDoor({ ...options, host })) throw new Error(OPEN_DOOR)
      listener = await listen(emulator, { port, host, hostnames, openAuthority: authority })
      return { ...listener.at, pid: process.pid }
    },
    async close() {
      await listener?.close()
      await composition.close()
    },
  }
}

const OPEN_DOOR =
  'With auth "off" anybody who reaches the address could do anything: listen on 127.0.0.1, or set hostnames or controlToken.'

/** The document as it is now, whatever its owner does with it later. */
function fixtureOf(fixture: EmulatorOptions['fixture'] = 'contoso'): FixtureSource {
  if (typeof fixture === 'string') return fixtureFile(fixture)
  const document = structuredClone(fixture)
  return { isProven: false, read: () => document }
}

/** A store in memory touches no folder unless one is named. */
function dataFolder({ data, store }: EmulatorOptions): string | undefined {
  if (data !== undefined) return resolve(data)
  return store === 'file' ? resolve('.graphverse') : undefined
}

function instantOf(clock: EmulatorOptions['clock']): number | undefined {
  if (clock === undefined || clock === 'real') return undefined
  const instant = typeof clock === 'string' ? parseInstant(clock) : Number(clock)
  if (instant === undefined || Number.isNaN(instant))
    throw new Error(`The clock must be "real" or an ISO 8601 instant to stand still at, not "${String(clock)}".`)
  return instant
}

function logOf(log: EmulatorOptions['log'] = 'silent'): Log {
  return typeof log === 'string' ? createLog(log, 'json') : log
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
