import { FixtureRefused } from '../../domain/fixture/fixture-refused.js'
import { seedTenant } from '../../domain/fixture/seed-tenant.js'
import { refuseTakenIds } from '../../domain/fixture/taken-ids.js'
import { takenNames } from '../../domain/fixture/taken-names.js'
import type { TenantDocument } from '../../domain/fixture/tenant-document.js'
import { FIXTURE } from '../../domain/provisioning/provisioning.js'
import { fold } from '../../kernel/fold.js'
import { badRequest, conflict, notFound } from './control-refused.js'
import { describeTenant, type TenantInfo } from './describe-tenant.js'
import type { ControlRooms } from './rooms.js'

export interface NewTenant {
  /** The key of a tenant of the start fixture, or one tenant in the fixture's format. */
  readonly fixture: string | TenantDocument
}

/** Makes a fresh, isolated tenant; nobody in it is synchronized. Throws `ControlRefused`. */
export async function createTenant(rooms: ControlRooms, { fixture }: NewTenant, origin: string): Promise<TenantInfo> {
  const document = await (typeof fixture === 'string' ? tenantOfStart(rooms, fixture) : checkedTenant(fixture))
  const id = seed(rooms, document)
  await rooms.store.durable()
  return describeTenant(rooms.access.read(id), origin)
}

async function tenantOfStart({ fixture }: ControlRooms, key: string): Promise<TenantDocument> {
  const { tenants } = await fixture()
  const document = tenants.find((tenant) => tenant.key === key)
  if (document) return document
  const known = tenants.map((tenant) => tenant.key).join(', ')
  throw notFound(`The start fixture has no tenant "${key}"; it has: ${known}.`, '/fixture')
}

/** The compiled schema is large and few emulators ever need it. */
async function checkedTenant(document: unknown): Promise<TenantDocument> {
  const { requireTenantFixture } = await import('../../domain/fixture/check-fixture.js')
  return refusing(() => requireTenantFixture(document))
}

function seed(rooms: ControlRooms, document: TenantDocument): string {
  const { access, newTenantId, store } = rooms
  const id = document.id === undefined ? newTenantId() : fold(document.id)
  refusing(() => refuseTakenIds(access, document))
  if (store.isTaken(id))
    throw badRequest(`The id ${id} is that of a deleted tenant, which a reset brings back.`, '/fixture/id')
  const taken = takenNames(access)
  store.createTenant(id, true)
  try {
    refusing(() => access.write(id, FIXTURE, (transaction) => seedTenant(transaction, document, taken)))
  } catch (error) {
    store.dropTenant(id)
    throw error
  }
  store.setBase(id)
  return id
}

/** Pointers of a refused fixture start at the tenant; those of the answer at the body. */
function refusing<Result>(step: () => Result): Result {
  try {
    return step()
  } catch (error) {
    if (error instanceof FixtureRefused) throw badRequest(error.message, `/fixture${error.pointer}`)
    throw error
  }
}

/** Drops a tenant with everything in it. The last one stays. Throws `ControlRefused`. */
export async function deleteTenant({ access, store }: ControlRooms, tenantId: string): Promise<void> {
  const id = requireTenant(access, tenantId)
  if (access.tenants().length === 1)
    throw conflict('The last tenant cannot be deleted: make another one first, or reset.')
  store.dropTenant(id)
  await store.durable()
}

/** The id of a tenant that is there, in lower case. Throws `ControlRefused`. */
export function requireTenant(access: ControlRooms['access'], tenantId: string, pointer?: string): string {
  const id = fold(tenantId)
  if (access.hasTenant(id)) return id
  throw notFound(`There is no tenant "${tenantId}"; GET /_emulator/info lists those there are.`, pointer)
}
