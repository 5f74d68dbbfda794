import type { SyncRequest } from '../../domain/provisioning/provisioning.js'
import type { SyncReport } from '../../domain/provisioning/sync-report.js'
import { DomainError } from '../../kernel/errors.js'
import { notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

/** Runs the background synchronization now and reports what it did. Throws `ControlRefused`. */
export async function sync({ access, provisioning, store }: ControlRooms, request: SyncRequest): Promise<SyncReport> {
  if (request.tenantId !== undefined) requireTenant(access, request.tenantId, '/tenantId')
  try {
    const report = await provisioning.sync(request)
    await store.durable()
    return report
  } catch (error) {
    if (!(error instanceof DomainError) || error.word !== 'environmentNotFound') throw error
    const message = `There is no environment "${request.environment}"; GET /_emulator/info lists those there are.`
    throw notFound(message, '/environment')
  }
}
