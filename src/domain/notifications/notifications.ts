import type { Schedule } from '../../kernel/schedule.js'
import { SYSTEM } from '../../store/commit.js'
import type { Access, Change, Commit, RowImages } from '../access.js'
import { servicePrincipals, users } from '../directory/tables.js'
import { isLive, liveSubscriptions } from './change-subscriptions.js'
import { Deliveries, type DeliveryServices } from './deliveries.js'
import { shakeHands } from './handshake.js'
import { concerns, type Happening, happeningsOf } from './happenings.js'
import { endSubscriptions, type LifecycleEvent, nextEnd } from './lifecycle.js'
import { changeNotice, lifecycleNotice } from './notices.js'
import { requireNotificationUrl } from './notification-url.js'
import type { ChangeSubscription } from './subscription-rows.js'
import { changeSubscriptions } from './tables.js'

export interface NotificationServices extends DeliveryServices {
  readonly access: Pick<Access, 'hasTenant' | 'tenants' | 'read' | 'write'>
  readonly schedule: Pick<Schedule, 'plan' | 'runDue'>
  /** Host names, beside this machine's, that may be called; `*` for all. */
  readonly hosts: readonly string[]
}

/**
 * Tells subscribers of changes: it hears of every commit, and what somebody wants to know goes to the endpoint that was
 * named for it. Also ends subscriptions whose time is over, by the emulator's clock.
 */
export class Notifications {
  readonly #services: NotificationServices
  readonly #deliveries: Deliveries

  constructor(services: NotificationServices) {
    this.#services = services
    this.#deliveries = new Deliveries(services)
  }

  /** Hears of a commit. Notes who is to be told, and plans: subscribe it to the store. */
  observe(commit: Commit, images: readonly RowImages[]): void {
    const { access, clock } = this.#services
    const { tenant, changes } = commit
    if (changes.some(({ table }) => table === changeSubscriptions.name)) this.#plan(tenant)
    const reader = access.read(tenant)
    if (reader.table(changeSubscriptions).size === 0) return
    const subscriptions = liveSubscriptions(reader, clock.now())
    const happenings = happeningsOf(commit, images)
    for (const subscription of subscriptions) this.#tell(commit, subscription, happenings)
    if (changes.some((change) => isDeparture(change, subscriptions))) {
      this.#plan(tenant, clock.now())
      void this.#services.schedule.runDue()
    }
  }

  /** Throws `notificationUrlRefused` unless an address may be called. */
  requireUrl(property: string, url: string): void {
    requireNotificationUrl(property, url, this.#services.hosts)
  }

  /** Asks endpoints whether they want notifications. Throws `validationFailed`, `validationTimedOut`. */
  async askEndpoints(urls: ReadonlySet<string>, token: string): Promise<void> {
    for (const url of urls) await shakeHands(this.#services.courier, url, token, this.#deliveries.closing)
  }

  /** Starts anew after the store was opened, reset or restored, or the clock set back. */
  restart(): void {
    this.#deliveries.clear()
    for (const tenant of this.#services.access.tenants()) this.#plan(tenant)
  }

  /** Resolves when every notice has been taken, or waits for another attempt. */
  idle(): Promise<void> {
    return this.#deliveries.idle()
  }

  /** Ends the calls that are under way. */
  close(): Promise<void> {
    return this.#deliveries.close()
  }

  #tell({ tenant, seq }: Commit, subscription: ChangeSubscription, happenings: readonly Happening[]): void {
    for (const happening of happenings) {
      if (!wants(subscription, happening)) continue
      const notice = changeNotice(subscription, tenant, happening, seq)
      this.#post(subscription.notificationUrl, notice, () => this.#isThere(tenant, subscription.id))
    }
  }

  #tellOfLife(tenant: string, { subscription, event }: LifecycleEvent): void {
    const { lifecycleNotificationUrl: url, id } = subscription
    if (url === null) return
    const isWanted = event === 'subscriptionRemoved' ? () => true : () => this.#isThere(tenant, id)
    this.#post(url, lifecycleNotice(subscription, tenant, event), isWanted)
  }

  #post(url: string, notice: object, isWanted: () => boolean): void {
    this.#deliveries.post({ url, notice, postedAt: this.#services.clock.now(), isWanted })
  }

  #isThere(tenant: string, id: string): boolean {
    const { access, clock } = this.#services
    const subscription = access.hasTenant(tenant) ? access.read(tenant).table(changeSubscriptions).get(id) : undefined
    return subscription !== undefined && isLive(subscription, clock.now())
  }

  /** Plans what comes next for the subscriptions of a tenant: that one ends, or its client is told that it will. */
  #plan(tenant: string, due = nextEnd(this.#services.access.read(tenant))): void {
    if (due === undefined) return
    const run = async () => {
      const { access } = this.#services
      if (!access.hasTenant(tenant)) return
      for (const event of access.write(tenant, SYSTEM, endSubscriptions)) this.#tellOfLife(tenant, event)
      this.#plan(tenant)
      await this.idle()
    }
    this.#services.schedule.plan(due, { name: `end subscriptions of ${tenant}`, run })
  }
}

function wants({ changeType, watches }: ChangeSubscription, happening: Happening): boolean {
  return (
    changeType
      .toLowerCase()
      .split(/\s*,\s*/)
      .includes(happening.changeType) && concerns(watches, happening)
  )
}

/** Whether a subscription's creator has gone. */
function isDeparture({ table, kind, id }: Change, subscriptions: readonly ChangeSubscription[]): boolean {
  if (kind !== 'delete' || (table !== users.name && table !== servicePrincipals.name)) return false
  return subscriptions.some(({ creatorId }) => creatorId === id)
}
