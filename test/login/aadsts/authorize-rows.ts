import { SPA_CALLBACK } from './fixture.js'
import type { Row } from './row.js'
import type { World } from './world.js'

const FORGED = 'The form was not sent from a sign-in page in this browser. Go back to the app and sign in again.'
const mismatch = (uri: string) => (world: World) =>
  `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${world.app('web').clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this.`

async function twoAccounts({ signIn, open }: World) {
  await signIn('ann', 'web')
  await signIn('cat', 'web', { prompt: 'login' })
  return open('web', { prompt: 'none' })
}

/** Refusals at the authorization endpoint: of where the answer is to go, of what is asked for, and of who is signed in. */
export const authorizeRows: readonly Row[] = [
  {
    word: 'redirectUriUnknown',
    code: 50011,
    text: mismatch('https://evil.example/cb'),
    told: 'page',
    provoke: ({ open }) => open('web', { redirect_uri: 'https://evil.example/cb' }),
  },
  {
    word: 'responseModeUnknown',
    code: 70007,
    text: "'web_message' is not a supported value of 'response_mode' when requesting a token.",
    told: 'page',
    provoke: ({ open }) => open('web', { response_mode: 'web_message' }),
  },
  {
    word: 'responseTypeUnknown',
    code: 70001,
    error: 'unsupported_response_type',
    text: "The provided value for the input parameter 'response_type' is not allowed for this client. Expected value is 'code'. Received: 'magic'.",
    told: 'redirect',
    provoke: ({ open }) => open('web', { response_type: 'magic' }),
  },
  {
    word: 'accessTokenNotEnabled',
    code: 700051,
    error: 'unsupported_response_type',
    text: "response_type 'token' is not enabled for the application.",
    told: 'redirect',
    provoke: ({ open }) => open('implicit', { response_type: 'token' }),
  },
  {
    word: 'idTokenNotEnabled',
    code: 700054,
    error: 'unsupported_response_type',
    text: "response_type 'id_token' is not enabled for the application.",
    told: 'redirect',
    provoke: ({ open }) => open('web', { response_type: 'id_token', nonce: 'n' }),
  },
  {
    word: 'idTokenNeedsOpenId',
    code: 70005,
    error: 'unsupported_response_type',
    text: "response_type 'id_token' requires the scope 'openid'.",
    told: 'redirect',
    provoke: ({ open }) => open('implicit', { response_type: 'id_token', nonce: 'n', scope: 'User.Read' }),
  },
  {
    word: 'challengeMissing',
    code: 9002325,
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    told: 'redirect',
    provoke: ({ open }) => open('spa', { redirect_uri: SPA_CALLBACK }),
  },
  {
    word: 'codeChallengeInvalid',
    code: 501491,
    error: 'invalid_request',
    text: 'Invalid size of Code_Challenge parameter.',
    told: 'redirect',
    provoke: ({ open }) => open('web', { code_challenge: 'short', code_challenge_method: 'S256' }),
  },
  {
    word: 'codeChallengeMethodUnknown',
    code: 501492,
    error: 'invalid_request',
    text: "The Code_Challenge_Method 'S512' is not supported.",
    told: 'redirect',
    provoke: ({ open }) => open('web', { code_challenge: 'x'.repeat(43), code_challenge_method: 'S512' }),
  },
  {
    word: 'promptUnknown',
    code: 90023,
    error: 'invalid_request',
    text: "Unsupported 'prompt' value 'shout'.",
    told: 'redirect',
    provoke: ({ open }) => open('web', { prompt: 'shout' }),
  },
  {
    word: 'loginRequired',
    code: 50058,
    error: 'login_required',
    text: 'Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user is signed in.',
    told: 'redirect',
    provoke: ({ open }) => open('web', { prompt: 'none' }),
  },
  {
    word: 'accountNotSelected',
    code: 16000,
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
    told: 'redirect',
    provoke: twoAccounts,
  },
  {
    word: 'formForged',
    code: 90100,
    text: FORGED,
    told: 'form',
    provoke: async ({ open, browser }) => {
      await open('web')
      return browser.submit({ loginfmt: 'ann', passwd: 'x', canary: 'guess' })
    },
  },
  {
    word: 'formForged',
    code: 90100,
    text: FORGED,
    told: 'page',
    provoke: async ({ open, browser }) => {
      await open('web')
      return browser.submit({ step: 'pick', user: 'ann@contoso.onmicrosoft.com' })
    },
  },
]
