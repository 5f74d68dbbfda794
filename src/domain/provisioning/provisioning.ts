import type { Clock } from '../../kernel/clock.js'
import type { Schedule } from '../../kernel/schedule.js'
import { beginTurn, nextTurn } from '../../kernel/turn.js'
import type { Actor } from '../../store/commit.js'
import type { Commit } from '../access.js'
import { environments } from '../dataverse/tables.js'
import { deletedItems, roleSchedules } from '../directory/tables.js'
import { Affected, noteAffected } from './affected-by.js'
import type { Decision } from './decision.js'
import type { DecisionLog } from './decision-log.js'
import { type Place, placesMeant, placesOf } from './find-environment.js'
import { indexing } from './indexing.js'
import { planPurge } from './purge-job.js'
import { planRoleEnd } from './role-end-job.js'
import { type Pace, type SyncAccess, syncEnvironment, syncInSlices } from './sync-environment.js'
import { type SyncMode, syncModeOf } from './sync-mode.js'
import { type DecisionsWanted, ReportBuilder, type SyncReport } from './sync-report.js'

export interface ProvisioningOptions {
  readonly clock: Clock
  readonly schedule: Pick<Schedule, 'plan' | 'planSooner' | 'runDue'>
  readonly access: SyncAccess
  readonly decisions: DecisionLog
  /** The machine's clock in milliseconds: long work lets others have their turn by it. */
  readonly machineNow: () => number
  /** Resolves when what has been written would survive a crash. */
  readonly durable: () => Promise<void>
  /** The mode of environments that have none of their own. */
  readonly mode: SyncMode
}

export interface SyncRequest {
  readonly tenantId?: string | undefined
  /** Unique name or id. */
  readonly environment?: string | undefined
  readonly decisions?: DecisionsWanted | undefined
}

/** How many users of a cycle that follows from a request its answer waits for. */
const USERS_WAITED_FOR = 200

/** After so many users a cycle waits for the disk: what is on its way there must not pile up. */
const USERS_AHEAD_OF_DISK = 1000

/** Whoever seeds writes under this name: a fixture stands as written, nothing it says is synchronized. */
export const FIXTURE: Actor = Object.freeze({ kind: 'control', id: 'fixture' })

/**
 * Keeps the environments in line with the directory: it hears of every commit, notes whom it concerns and does what
 * follows when asked (`settle`), at an interval, or in a cycle on request (`sync`).
 */
export class Provisioning {
  readonly #options: ProvisioningOptions
  #pending = new Map<string, Affected>()
  #busy: Promise<void> = Promise.resolve()

  constructor(options: ProvisioningOptions) {
    this.#options = options
  }

  /** Hears of a commit. Notes and plans, and examines nobody: subscribe it to the store. */
  observe(commit: Commit): void {
    const { access } = this.#options
    const tables = new Set(commit.changes.map((change) => (change.scope === '' ? change.table : '')))
    if (tables.has(deletedItems.name)) this.#planPurge(commit.tenant)
    if (tables.has(roleSchedules.name)) this.#planRoleEnd(commit.tenant)
    if (tables.has(environments.name)) this.#planCycles(commit.tenant)
    if (commit.actor.id === FIXTURE.id || (tables.size === 1 && tables.has(''))) return
    const affected = this.#pending.get(commit.tenant) ?? new Affected()
    noteAffected(access.read(commit.tenant), commit, affected)
    if (affected.userIds.size + affected.environmentIds.size > 0) this.#pending.set(commit.tenant, affected)
  }

  /**
   * Resolves when everything noted is done in environments that synchronize automatically. Of a change that concerns a
   * whole environment only the first users are waited for; the others follow as a job that is due now.
   */
  settle(): Promise<void> {
    if (this.#pending.size === 0) return this.#busy
    const settled = this.#busy.then(() => this.#settlePending())
    this.#busy = settled.catch(() => {})
    return settled
  }

  /** Runs a background cycle over the environments meant. Throws `tenantNotFound`, `environmentNotFound`. */
  async sync(request: SyncRequest = {}): Promise<SyncReport> {
    const { access, schedule } = this.#options
    const places = placesMeant(access, request)
    await schedule.runDue()
    await this.settle()
    const reports = []
    for (const place of places) {
      const { tenant, environment } = place
      const builder = new ReportBuilder(request.decisions ?? 'all')
      await this.#run(place, this.#cycleOver(place), (decisions) => builder.add(decisions))
      reports.push(builder.report(tenant, environment.uniqueName))
    }
    return { environments: reports }
  }

  /** Starts anew after the store was opened, reset or restored, or the clock set back: plans what will come due. */
  restart(): void {
    this.#pending.clear()
    for (const tenant of this.#options.access.tenants()) {
      this.#planPurge(tenant)
      this.#planRoleEnd(tenant)
      this.#planCycles(tenant, true)
    }
  }

  async #settlePending(): Promise<void> {
    const pending = this.#pending
    this.#pending = new Map()
    for (const [tenant, affected] of pending) {
      for (const place of this.#placesIn(tenant, (mode) => mode.kind === 'auto')) {
        if (affected.environmentIds.has(place.environment.id)) await this.#beginCycle(place)
        else await this.#settleUsers(place, [...affected.userIds])
      }
    }
  }

  async #settleUsers(place: Place, userIds: readonly string[]): Promise<void> {
    const { access, decisions } = this.#options
    const slices = syncInSlices(access, place.tenant, place.environment.id, userIds)
    await this.#run(place, decisions.affected(place, userIds.length, slices))
  }

  /** A cycle, of which the log tells. */
  #cycleOver(place: Place, pace?: Pace): Generator<readonly Decision[], void, void> {
    const { access, decisions } = this.#options
    return decisions.cycle(place, syncEnvironment(access, place.tenant, place.environment.id, pace))
  }

  /** Does the first slices of a cycle at once and leaves the rest to a job, so that no answer waits for all of it. */
  async #beginCycle(place: Place): Promise<void> {
    const { clock, schedule } = this.#options
    const slices = this.#cycleOver(place)
    if (await this.#run(place, slices, undefined, USERS_WAITED_FOR)) return
    schedule.plan(clock.now(), {
      name: `synchronize ${place.environment.id}`,
      run: async () => {
        await nextTurn()
        await this.#run(place, slices)
      },
    })
    void schedule.runDue()
  }

  #placesIn(tenant: string, wanted: (mode: SyncMode) => boolean): readonly Place[] {
    const { access, mode } = this.#options
    if (!access.hasTenant(tenant)) return []
    return placesOf(access, tenant).filter(({ environment }) => wanted(syncModeOf(environment, mode)))
  }

  #planPurge(tenant: string): void {
    planPurge({ ...this.#options, settle: () => this.settle() }, tenant)
  }

  #planRoleEnd(tenant: string): void {
    planRoleEnd({ ...this.#options, settle: () => this.settle() }, tenant)
  }

  /** One repeating job per interval in use; `anew` counts the interval from now. */
  #planCycles(tenant: string, anew = false): void {
    const { clock, mode, schedule } = this.#options
    for (const { environment } of this.#placesIn(tenant, ({ kind }) => kind === 'interval')) {
      const own = syncModeOf(environment, mode)
      if (own.kind !== 'interval') continue
      const { every } = own
      const job = { name: `synchronize every ${every} ms`, every, run: () => this.#cycle(every) }
      if (anew) schedule.plan(clock.now() + every, job)
      else schedule.planSooner(clock.now() + every, job)
    }
  }

  async #cycle(every: number): Promise<void> {
    const { access } = this.#options
    for (const tenant of access.tenants()) {
      const places = this.#placesIn(tenant, (mode) => mode.kind === 'interval' && mode.every === every)
      for (const place of places) await this.#run(place, this.#cycleOver(place, 'atIntervals'))
    }
  }

  /** Drives a cycle to its end, or through so many users; others have their turn in between. */
  async #run(
    place: Place,
    slices: Generator<readonly Decision[]>,
    visit: (decisions: readonly Decision[]) => void = () => {},
    most = Number.POSITIVE_INFINITY,
  ): Promise<boolean> {
    const { access, durable, machineNow } = this.#options
    const turn = beginTurn(machineNow)
    for (const _ of indexing(access, place)) await turn()
    let waitAt = USERS_AHEAD_OF_DISK
    for (let examined = 0; examined < most; ) {
      const { done, value } = slices.next()
      if (done) return true
      visit(value)
      // A slice may examine nobody; looking for somebody costs something too.
      examined += Math.max(value.length, 1)
      await turn()
      if (examined < waitAt) continue
      await durable()
      waitAt = examined + USERS_AHEAD_OF_DISK
    }
    return false
  }
}
