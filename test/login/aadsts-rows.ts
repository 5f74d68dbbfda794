import { assertionRows } from './aadsts/assertion-rows.js'
import { authorizeRows } from './aadsts/authorize-rows.js'
import { clientRows } from './aadsts/client-rows.js'
import { consentRows } from './aadsts/consent-rows.js'
import { deviceRows } from './aadsts/device-rows.js'
import { federationRows } from './aadsts/federation-rows.js'
import { grantRows } from './aadsts/grant-rows.js'
import { onBehalfOfRows } from './aadsts/on-behalf-of-rows.js'
import { requestRows } from './aadsts/request-rows.js'
import type { Row } from './aadsts/row.js'
import { selfServiceRows } from './aadsts/self-service-rows.js'
import { tenantRows } from './aadsts/tenant-rows.js'
import { userRows } from './aadsts/user-rows.js'

/** Every refusal of the token service, provoked at least once. */
export const rows: readonly Row[] = [
  ...requestRows,
  ...tenantRows,
  ...clientRows,
  ...assertionRows,
  ...federationRows,
  ...userRows,
  ...grantRows,
  ...onBehalfOfRows,
  ...deviceRows,
  ...consentRows,
  ...authorizeRows,
  ...selfServiceRows,
]

/** Codes that clients are documented to meet and that this token service never tells, and why. */
export const untold: Readonly<Record<number, string>> = {
  50076: 'Nobody can be flagged for multi-factor authentication: the emulator has no Conditional Access.',
  50079: 'Nobody can be asked to register for multi-factor authentication, for the same reason.',
  70002: 'A prefix of old messages that chained two codes; today the second stands alone.',
  530003: 'Devices are not managed: the emulator has no Conditional Access.',
}

/** The codes that client libraries and their users rely on (Microsoft identity platform: authentication error codes). */
export const documented: readonly number[] = [
  ...[50034, 50126, 50055, 50056, 50057, 50053, 50076, 50079, 50105, 50173, 50020, 50011, 50013, 500133, 500011],
  ...[501481, 54005, 65001, 65004, 650053, 650057, 70000, 70002, 70003, 70008, 700082, 70011, 1002012, 70016, 70018],
  ...[70019, 70020, 700016, 700024, 700027, 50048, 700025, 7000112, 7000215, 7000216, 7000218, 7000222, 90002, 900023],
  ...[90014, 900144, 9001023, 9002313, 9002326, 50058, 530003],
]
