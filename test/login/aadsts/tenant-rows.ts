import type { Row } from './row.js'
import { CORRELATION, READER, type World } from './world.js'

const NOWHERE = 'd3a7c2f0-6d4b-4b8f-9a59-0f2f3f0c5b11'
const NOT_FOUND = `Tenant '${NOWHERE}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`
const MALFORMED = "Specified tenant identifier 'nonsense' is neither a valid DNS name, nor a valid external domain."
const UNNAMED = 'No tenant-identifying information found in either the request or implied by any provided credentials.'
const NOT_ON_COMMON =
  'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.'

const headers = { origin: READER, 'client-request-id': CORRELATION }
const discover = ({ host }: World, at: string) =>
  host.request('GET', `/${at}/v2.0/.well-known/openid-configuration`, { headers })

/** Refusals of the tenant that a path names, or does not. */
export const tenantRows: readonly Row[] = [
  {
    word: 'tenantNotFound',
    code: 90002,
    error: 'invalid_request',
    text: NOT_FOUND,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', {}, NOWHERE),
  },
  {
    word: 'tenantNotFound',
    code: 90002,
    error: 'invalid_request',
    text: NOT_FOUND,
    told: 'client',
    provoke: (world) => discover(world, NOWHERE),
  },
  {
    word: 'tenantNotFound',
    code: 90002,
    text: NOT_FOUND,
    told: 'page',
    provoke: ({ open }) => open('web', {}, NOWHERE),
  },
  {
    word: 'tenantMalformed',
    code: 900023,
    error: 'invalid_request',
    text: MALFORMED,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', {}, 'nonsense'),
  },
  {
    word: 'tenantMalformed',
    code: 900023,
    error: 'invalid_request',
    text: MALFORMED,
    told: 'client',
    provoke: (world) => discover(world, 'nonsense'),
  },
  {
    word: 'tenantUnnamed',
    code: 50059,
    error: 'invalid_request',
    text: UNNAMED,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', {}, 'common'),
  },
  {
    word: 'tenantUnnamed',
    code: 50059,
    error: 'invalid_request',
    text: UNNAMED,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { username: 'ann' }, 'organizations'),
  },
  {
    word: 'grantNotOnCommon',
    code: 9001023,
    error: 'invalid_request',
    text: NOT_ON_COMMON,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', {}, 'common'),
  },
  {
    word: 'grantNotOnCommon',
    code: 9001023,
    error: 'invalid_request',
    text: NOT_ON_COMMON,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', {}, 'consumers'),
  },
]
