import type { Access, Transaction } from '../../domain/access.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import type { Row } from '../../domain/dataverse/tables.js'
import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'
import type { Faults } from '../../http/faults.js'
import type { Clock } from '../../kernel/clock.js'
import type { ServiceProtection } from './service-protection.js'

/** What the Dataverse surface needs of the rest of the house. */
export interface DataverseRooms {
  readonly verifier: TokenVerifier
  readonly clock: Clock
  /** Requests that are to fail. */
  readonly faults: Pick<Faults, 'take'>
  /** Who sends too many requests. */
  readonly protection: ServiceProtection
  /** Key under which skip tokens are sealed; kept across restarts. */
  readonly tokenKey: string
  /** Ids of requests, which no test needs to foresee. */
  newRequestId(): string
  /** A directory user knocks: makes or enables the row where the rules allow it. What happens is seen from the row. */
  firstAccess(access: Access, tenantId: string, environmentId: string, objectId: string): void
  /** Adds a directory user on demand and answers with the row; throws a `DomainError` that says why not. */
  addUser(transaction: Transaction, environment: Environment, objectId: string): Row
}
