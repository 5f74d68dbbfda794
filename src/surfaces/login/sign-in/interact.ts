import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { signUpFlow } from '../self-service/sign-up.js'
import { beginFlow } from '../self-service/take-passcode.js'
import { isOwnForm, type SignedInAccount } from './browser.js'
import { complete } from './complete.js'
import { isHinted } from './hints.js'
import type { Interaction } from './interaction.js'
import { servesCustomers } from './organization.js'
import { credentialPage, startPage } from './start-page.js'
import { steps } from './steps.js'
import { usableAccounts } from './usable-accounts.js'

/**
 * Leads the person in front of the browser to a signed-in account, page by page, then completes the interaction. A form
 * of one of the pages names its step; anything else begins. A form that another page made up, or that is older than the
 * browser's last sign-in, does nothing: the person sees the first page again.
 */
export async function interact(interaction: Interaction): Promise<LoginAnswer> {
  const { login, browser } = interaction
  const step = login.form.get('step')
  if (step === undefined) return begin(interaction)
  if (!isOwnForm(login, browser)) return startPage(interaction, { error: new DomainError('formForged') })
  const take = steps.get(step)
  if (!take) throw new DomainError('parameterMissing', { parameter: 'step' })
  return take(interaction)
}

/** Goes on with an account that is signed in, or shows the page that asks for one. */
function begin(interaction: Interaction): Promise<LoginAnswer> | LoginAnswer {
  const { prompt, loginHint } = interaction
  if (prompt === 'create') return create(interaction)
  if (prompt === 'login') return credentialPage(interaction)
  const accounts = usableAccounts(interaction)
  const hinted = loginHint === undefined ? undefined : accounts.find((account) => isHinted(account, loginHint))
  const account = loginHint === undefined && accounts.length === 1 ? accounts[0] : hinted
  if (prompt === 'none') return account ? goOn(interaction, account) : interaction.refuse(silentRefusal(accounts))
  if (prompt === 'select_account') return startPage(interaction)
  if (account) return goOn(interaction, account)
  return loginHint === undefined ? startPage(interaction) : credentialPage(interaction)
}

/** Customers sign up by themselves; members of an organization are added. */
function create(interaction: Interaction): Promise<LoginAnswer> | LoginAnswer {
  if (servesCustomers(interaction)) return beginFlow(interaction, signUpFlow)
  return interaction.refuse(new DomainError('promptUnknown', { prompt: 'create' }))
}

function goOn(interaction: Interaction, account: SignedInAccount): Promise<LoginAnswer> {
  return complete({ ...interaction, account, isFresh: false })
}

function silentRefusal(accounts: readonly SignedInAccount[]): DomainError {
  return new DomainError(accounts.length > 1 ? 'accountNotSelected' : 'loginRequired')
}
