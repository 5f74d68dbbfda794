import type { Row } from './row.js'
import { CORRELATION, READER, type World } from './world.js'

const missing = (parameter: string, provoke: Row['provoke']): Row => ({
  word: 'parameterMissing',
  code: 900144,
  error: 'invalid_request',
  text: `The request body must contain the following parameter: '${parameter}'.`,
  told: 'client',
  provoke,
})

const repeated = (parameter: string): Pick<Row, 'word' | 'code' | 'text'> => ({
  word: 'parameterRepeated',
  code: 9000411,
  text: `The request is not properly formatted. The parameter '${parameter}' is duplicated.`,
})

const field = (parameter: string): Pick<Row, 'word' | 'code' | 'error' | 'text'> => ({
  word: 'fieldMissing',
  code: 90014,
  error: 'invalid_request',
  text: `The required field '${parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.`,
})

const headers = { origin: READER, 'client-request-id': CORRELATION }

const sendTwice = ({ host, home, as }: World) =>
  host.request('POST', `/${home()}/oauth2/v2.0/token`, {
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: `${new URLSearchParams({ ...as('web'), grant_type: 'client_credentials', scope: 'a' })}&scope=b`,
  })

/** Refusals of requests as such: what is missing, twice, or of a kind that nobody knows. */
export const requestRows: readonly Row[] = [
  missing('grant_type', ({ token, as }) => token(as('web'))),
  missing('client_id', ({ token }) => token({ grant_type: 'client_credentials' })),
  missing('code', ({ redeem }) => redeem('')),
  missing('refresh_token', ({ token, as }) => token({ ...as('tv'), grant_type: 'refresh_token' })),
  missing('device_code', ({ token, as }) => token({ ...as('tv'), grant_type: 'device_code' })),
  missing('username', ({ withPassword }) => withPassword('ann', { username: '' })),
  missing('password', ({ withPassword }) => withPassword('ann', { password: '' })),
  missing('scope', ({ withPassword }) => withPassword('ann', { scope: '' })),
  missing('scope', ({ post, home, as }) => post(`/${home()}/oauth2/v2.0/devicecode`, as('tv'))),
  { ...missing('scope', ({ open }) => open('web', { scope: '' })), told: 'redirect' },
  { ...missing('response_type', ({ open }) => open('web', { response_type: '' })), told: 'redirect' },
  {
    word: 'parameterMissing',
    code: 900144,
    text: "The request body must contain the following parameter: 'client_id'.",
    told: 'page',
    provoke: ({ open }) => open('web', { client_id: '' }),
  },
  { ...repeated('scope'), error: 'invalid_request', told: 'client', provoke: sendTwice },
  {
    ...repeated('redirect_uri'),
    told: 'page',
    provoke: ({ host, home, app }) =>
      host.request(
        'GET',
        `/${home()}/oauth2/v2.0/authorize?client_id=${app('web').clientId}&redirect_uri=a&redirect_uri=b`,
        { headers },
      ),
  },
  { ...field('scope'), told: 'client', provoke: ({ asApp }) => asApp('web', { scope: '' }) },
  { ...field('nonce'), told: 'redirect', provoke: ({ open }) => open('implicit', { response_type: 'id_token' }) },
  {
    word: 'grantUnsupported',
    code: 70003,
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type 'magic'.",
    told: 'client',
    provoke: ({ token, as }) => token({ ...as('web'), grant_type: 'magic' }),
  },
  {
    word: 'postOnly',
    code: 900561,
    error: 'invalid_request',
    text: 'The endpoint only accepts POST requests. Received a GET request.',
    told: 'client',
    status: 405,
    provoke: ({ host, home }) => host.request('GET', `/${home()}/oauth2/v2.0/token`, { headers }),
  },
  {
    word: 'parameterInvalid',
    code: 90100,
    error: 'invalid_request',
    text: 'claims parameter is empty or not valid.',
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { claims: 'not JSON' }),
  },
  {
    word: 'parameterInvalid',
    code: 90100,
    error: 'invalid_request',
    text: 'max_age parameter is empty or not valid.',
    told: 'redirect',
    provoke: ({ open }) => open('web', { max_age: 'long' }),
  },
]
