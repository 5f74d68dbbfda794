import type { SurfaceName } from './choose-surface.js'
import { auditCommit, isAudited } from './domain/directory/audit/audit-commit.js'
import { updateDynamicGroups } from './domain/directory/dynamic-groups/dynamic-groups.js'
import { planTimedRules } from './domain/directory/dynamic-groups/timed-rules.js'
import { seedTenant } from './domain/fixture/seed-tenant.js'
import type { FixtureDocument } from './domain/fixture/tenant-document.js'
import { fixtureTenantId } from './domain/fixture/tenant-id.js'
import type { Courier } from './domain/notifications/courier.js'
import { Notifications } from './domain/notifications/notifications.js'
import { DecisionLog } from './domain/provisioning/decision-log.js'
import { addUser, firstAccess } from './domain/provisioning/first-access.js'
import { FIXTURE, Provisioning } from './domain/provisioning/provisioning.js'
import { parseSyncMode, type SyncMode } from './domain/provisioning/sync-mode.js'
import { createUncheckedVerifier } from './domain/tokens/auth-off.js'
import { createOwnAddresses, type OwnAddresses } from './domain/tokens/own-addresses.js'
import type { Signer } from './domain/tokens/signer.js'
import { createTokenVerifier } from './domain/tokens/verify-access-token.js'
import { Emulator, type Surface } from './emulator.js'
import { Faults } from './http/faults.js'
import type { EmulatorClock } from './kernel/clock.js'
import type { Log } from './kernel/log.js'
import { Schedule } from './kernel/schedule.js'
import { notServed } from './not-served.js'
import { createRefusals } from './refuse-unreadable.js'
import { type Followers, RequestAccess } from './request-access.js'
import { openFileStore } from './store/open-file-store.js'
import { Store } from './store/store.js'
import { type Control, createControl } from './surfaces/control/control.js'
import { createControlSurface } from './surfaces/control/control-surface.js'
import { guarded } from './surfaces/control/guarded.js'
import { createDataverseSurface } from './surfaces/dataverse/create-surface.js'
import { ServiceProtection } from './surfaces/dataverse/service-protection.js'
import { createVisits } from './surfaces/dataverse/visit.js'
import { createGraphSurface } from './surfaces/graph/create-graph-surface.js'
import { QuotaMeter } from './surfaces/graph/throttling/quota-meter.js'
import { createGuessLimit, type GuessLimit } from './surfaces/login/device/guess-limit.js'
import { createLoginSurface } from './surfaces/login/login-surface.js'
import { createPagesSurface } from './surfaces/pages/pages-surface.js'
import { createPowerPlatformSurface } from './surfaces/powerplatform/powerplatform-surface.js'

export type { Control } from './surfaces/control/control.js'

/** What the person who starts the emulator decides. */
export interface EmulatorSettings {
  readonly auth: 'strict' | 'off'
  /** Host names, beside the loopback ones, under which clients call. */
  readonly hostnames: readonly string[]
  /** `auto`, `manual` or `interval:` and an ISO 8601 duration. */
  readonly sync: string
  /** Seconds that a device waits between two questions whether somebody has signed in. */
  readonly deviceCodeInterval: number
  /** Whether people sign in with a password, or by being picked from a list. */
  readonly signIn: 'password' | 'pick'
  /** Host names, beside this machine's, that notifications may go to; `*` for all. */
  /** How many requests a user may send to Dataverse in five minutes; 0 for no limit. */
  readonly serviceProtection: number
  readonly notificationHosts: readonly string[]
  readonly controlToken?: string | undefined
  readonly version: string
}

/** Under which addresses a listening emulator is reached; known once it listens. */
export interface ServedAt {
  readonly http: string
  readonly https: string
  readonly proxy: string
  readonly caFile: string | null
}

/** The document that a new store is filled from. */
export interface FixtureSource {
  /** Known to be without fault, so that nobody needs to check it. */
  readonly isProven: boolean
  /** The parsed document. Throws when it cannot be read. */
  read(): unknown
}

/** What the outside world brings to the composition. */
export interface Foundations {
  /** Folder of a store that survives the process; undefined for one that lives in memory. */
  readonly folder: string | undefined
  readonly seed: string | undefined
  readonly clock: EmulatorClock
  readonly signer: Signer
  readonly courier: Courier
  readonly log: Log
  readonly fixture: FixtureSource
  readonly settings: EmulatorSettings
  /** The certificate authority in PEM, for `GET /_emulator/ca.pem`; undefined when there is none. */
  readonly certificateAuthority: () => Promise<string | undefined>
  readonly servedAt: () => ServedAt | undefined
}

export interface Composition {
  readonly emulator: Emulator
  readonly control: Control
  close(): Promise<void>
}

const NOT_SERVED = { http: null, https: null, proxy: null, caFile: null }

// Skip and delta tokens hold places, not secrets: the seal tells damaged ones from whole ones, across restarts.
const TOKEN_KEY = 'graphverse/page-tokens'

/**
 * Builds the whole house over a store that is opened, or filled from the fixture, first.
 * Throws `FixtureRefused` and `StoreRefused`, whose messages name the culprit and the mend.
 */
export async function composeEmulator(foundations: Foundations): Promise<Composition> {
  const fixture = fixtureOf(foundations.fixture)
  const store = await openStore(foundations, fixture)
  const { clock, log, settings, servedAt } = foundations
  const decisions = new DecisionLog(log)
  const followers: Followers = {
    conclude: updateDynamicGroups,
    committed: (transaction) => decisions.tellCommitted(transaction),
  }
  const access = new RequestAccess(store, followers)
  const addresses = createOwnAddresses(settings.hostnames)
  const schedule = new Schedule(clock, (job, error) =>
    log.error(`The job "${job.name}" failed.`, { error: String(error) }),
  )
  const provisioning = new Provisioning({
    ...{ clock, schedule, access, decisions },
    machineNow: () => performance.now(),
    durable: () => store.durable(),
    mode: syncMode(settings.sync),
  })
  const notifications = new Notifications({
    ...{ clock, schedule, access, log, courier: foundations.courier },
    durable: () => store.durable(),
    hosts: settings.notificationHosts,
  })
  const stopObserving = store.subscribe((commit, images) => {
    provisioning.observe(commit)
    notifications.observe(commit, images)
    if (commit.actor.id === FIXTURE.id || !isAudited(commit)) return
    access.note(commit.tenant, commit.actor, (transaction) => auditCommit(transaction, commit, images))
  })
  const settle = () => provisioning.settle()
  const restart = () => {
    provisioning.restart()
    notifications.restart()
    planTimedRules({ access, clock, schedule, settle })
  }
  restart()
  const guesses = createGuessLimit()
  const faults = new Faults()
  const meter = new QuotaMeter(clock)
  const protection = new ServiceProtection(clock, settings.serviceProtection)
  const control = createControl({
    ...{ version: settings.version, store, access, clock, schedule },
    provisioning: { sync: (request) => provisioning.sync(request), settle, restart },
    fixture,
    syncMode: settings.sync,
    newTenantId: () => store.ids.guid(),
    servedAt: () => servedAt() ?? NOT_SERVED,
    certificateAuthority: foundations.certificateAuthority,
    issuer: { signer: foundations.signer, ids: store.ids },
    addresses,
    delivered: () => notifications.idle(),
    faults,
    forget: () => {
      guesses.forget()
      meter.forget()
      protection.forget()
    },
  })
  const emulator = new Emulator({
    store,
    log,
    ...createSurfaces(foundations, { store, addresses, control, guesses, notifications, faults, meter, protection }),
    followers,
    settle,
  })
  const close = async () => {
    stopObserving()
    schedule.close()
    await notifications.close()
    await store.close()
  }
  return { emulator, control, close }
}

/** What surfaces share. */
interface Shared {
  readonly store: Store
  readonly addresses: OwnAddresses
  readonly control: Control
  readonly guesses: GuessLimit
  readonly notifications: Notifications
  readonly faults: Faults
  readonly meter: QuotaMeter
  readonly protection: ServiceProtection
}

function createSurfaces(
  { clock, settings, signer }: Foundations,
  { store, addresses, control, guesses, notifications, faults, meter, protection }: Shared,
) {
  const strict = createTokenVerifier({ signer, clock, addresses, hasTenant: (tenant) => store.has(tenant) })
  const verifier = settings.auth === 'off' ? createUncheckedVerifier(() => store.tenants) : strict
  const rooms = { verifier, clock, faults, tokenKey: TOKEN_KEY, newRequestId: () => crypto.randomUUID() }
  const dataverse = { ...rooms, protection, addUser, firstAccess }
  const { controlToken, hostnames, deviceCodeInterval, signIn } = settings
  const login = {
    clock,
    machineNow: Date.now,
    signer,
    verifier: strict,
    ids: store.ids,
    addresses,
    deviceCodeInterval,
    guesses,
    signIn,
  }
  const atDoor = (surface: Surface) => (settings.auth === 'off' ? guarded(surface, { hostnames }) : surface)
  const graph = createGraphSurface({ ...rooms, machineNow: Date.now, signer, notifications, meter })
  const surfaces = {
    login: atDoor(createLoginSurface(login)),
    graph: atDoor(graph),
    dataverse: atDoor(createDataverseSurface(dataverse)),
    control: createControlSurface({ control, controlToken, hostnames }),
    discovery: atDoor(notServed),
    powerplatform: atDoor(createPowerPlatformSurface(rooms)),
    pages: atDoor(createPagesSurface({ visit: createVisits(dataverse), elsewhere: notServed })),
  } satisfies Record<SurfaceName, Surface>
  return { surfaces, refusals: createRefusals(graph) }
}

async function openStore(
  { clock, folder, log, seed }: Foundations,
  fixture: () => Promise<FixtureDocument>,
): Promise<Store> {
  const plant = async (store: Store) => plantFixture(store, await fixture())
  if (folder !== undefined) {
    const { store, isNew } = await openFileStore({ folder, clock, seed, log, plant })
    if (!isNew) log.info('The data folder holds a store already; the fixture is left aside.', { folder })
    return store
  }
  const store = new Store({ clock, seed })
  await plant(store)
  return store
}

/** Reads the fixture, and checks it where that is needed, when somebody first asks: a store that holds data does not. */
function fixtureOf({ isProven, read }: FixtureSource): () => Promise<FixtureDocument> {
  let document: Promise<FixtureDocument> | undefined
  const load = async () => {
    const parsed = read()
    if (isProven) return parsed as FixtureDocument
    // The compiled schema is large.
    const { requireFixture } = await import('./domain/fixture/check-fixture.js')
    return requireFixture(parsed)
  }
  return () => {
    document ??= load()
    return document
  }
}

/** Fills a new store from a fixture; what it holds then is what a reset goes back to. */
function plantFixture(store: Store, { tenants }: FixtureDocument): void {
  for (const document of tenants) {
    const tenant = fixtureTenantId(document)
    store.createTenant(tenant, false)
    store.transact(tenant, FIXTURE, (transaction) => seedTenant(transaction, document))
    store.setBase(tenant)
  }
}

function syncMode(text: string): SyncMode {
  const mode = parseSyncMode(text)
  if (!mode) throw new Error(`The synchronization must be "auto", "manual" or "interval:PT5M", not "${text}".`)
  return mode
}
