import type { AskedPermission } from '../../../domain/tokens/asked-permissions.js'
import { recordAdminConsent, recordConsent } from '../../../domain/tokens/consent.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { finish, refuse } from '../sign-in/complete.js'
import type { Asked, Interaction, SignedIn } from '../sign-in/interaction.js'
import { startPage } from '../sign-in/start-page.js'
import { usableAccount } from '../sign-in/usable-accounts.js'

/** The form on which somebody consents, or declines, or goes back because only an administrator could consent. */
export async function takeConsent(interaction: Interaction): Promise<LoginAnswer> {
  const { form } = interaction.login
  const account = usableAccount(interaction, form.get('account'))
  // Signed out meanwhile.
  if (!account) return startPage(interaction)
  const signedIn = { ...interaction, account, isFresh: false }
  const decision = form.get('decision')
  if (decision === 'accept') return consent(signedIn)
  return refuse(signedIn, decision === 'back' ? adminRequired(signedIn) : new DomainError('consentDeclined'))
}

async function consent(signedIn: SignedIn): Promise<LoginAnswer> {
  const { account, clientIn, login } = signedIn
  const { access, correlationId, form } = login
  const { reader, user } = account
  try {
    const forAll = form.get('forAll') === '1'
    const asked = signedIn.asks(signedIn)
    const client = clientIn(reader)
    access.write(reader.tenant, { kind: 'user', id: user.id, requestId: correlationId }, (transaction) => {
      const { tenantWide, permissions } = asked
      if (tenantWide) recordAdminConsent(transaction, client, user, permissions, tenantWide.roles)
      else recordConsent(transaction, client, user, grantable(asked, forAll), forAll)
    })
    return await finish(signedIn)
  } catch (error) {
    return refuse(signedIn, error)
  }
}

/** What takes an administrator and has been granted already is left as it is; for all users everything is granted. */
function grantable({ permissions, missing }: Asked, forAll: boolean): readonly AskedPermission[] {
  if (forAll) return permissions
  return permissions.filter(({ scope }) => scope.type !== 'Admin' || missing.some((each) => each.scope === scope))
}

function adminRequired({ account, clientIn }: SignedIn): DomainError {
  const { appId, displayName } = clientIn(account.reader)
  return new DomainError('adminConsentRequired', { appId, displayName })
}
