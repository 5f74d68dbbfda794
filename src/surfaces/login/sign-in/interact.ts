import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginAnswer } from '../login-request.js'
import { accountPage } from '../pages/account-page.js'
import { signInPage } from '../pages/sign-in-page.js'
import { isForConsumers } from '../tenant-segment.js'
import { requireOwnForm, type SignedInAccount } from './browser.js'
import { complete } from './complete.js'
import type { Interaction } from './interaction.js'
import { steps } from './steps.js'

/**
 * Leads the person in front of the browser to a signed-in account, page by page, then completes the interaction. A form
 * of one of the pages names its step; anything else begins.
 */
export async function interact(interaction: Interaction): Promise<LoginAnswer> {
  const step = interaction.login.form.get('step')
  if (step === undefined) return begin(interaction)
  requireOwnForm(interaction.login, interaction.browser)
  const take = steps.get(step)
  if (!take) throw new DomainError('parameterMissing', { parameter: 'step' })
  return take(interaction)
}

/** Goes on with an account that is signed in, or shows the page that asks for one. */
function begin(interaction: Interaction): Promise<LoginAnswer> | LoginAnswer {
  const { prompt, loginHint } = interaction
  if (prompt === 'login' || prompt === 'create') return signInPage(interaction, {})
  const accounts = usableAccounts(interaction)
  const hinted = loginHint === undefined ? undefined : accounts.find((account) => isNamed(account, loginHint))
  const account = loginHint === undefined && accounts.length === 1 ? accounts[0] : hinted
  if (prompt === 'none') return account ? goOn(interaction, account) : interaction.refuse(silentRefusal(accounts))
  if (prompt === 'select_account') return accountPage(interaction, accounts)
  if (account) return goOn(interaction, account)
  return accounts.length > 0 && loginHint === undefined
    ? accountPage(interaction, accounts)
    : signInPage(interaction, { name: loginHint })
}

function goOn(interaction: Interaction, account: SignedInAccount): Promise<LoginAnswer> {
  return complete({ ...interaction, account, isFresh: false })
}

/** Accounts of the tenant that the path names, or all of them; none where personal accounts alone may sign in. */
function usableAccounts({ browser, tenant, login }: Interaction): readonly SignedInAccount[] {
  if (isForConsumers(login)) return []
  return browser.accounts.filter(({ reader }) => tenant === undefined || reader.tenant === tenant.tenant)
}

function isNamed({ user }: SignedInAccount, name: string): boolean {
  return [user.userPrincipalName, signInNameOf(user), user.mail ?? '', user.id].some(
    (each) => fold(each) === fold(name.trim()),
  )
}

function silentRefusal(accounts: readonly SignedInAccount[]): DomainError {
  return new DomainError(accounts.length > 1 ? 'accountNotSelected' : 'loginRequired')
}
