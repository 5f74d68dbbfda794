import type { Actor, Reader } from '../../../domain/access.js'
import { tryPasscode } from '../../../domain/tokens/one-time-passcodes.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { hintedName } from '../sign-in/hints.js'
import type { Interaction } from '../sign-in/interaction.js'
import { servesCustomers } from '../sign-in/organization.js'
import type { PasscodeFlow, Proved } from './passcode-flow.js'
import { passcodePage } from './passcode-page.js'

/** Shows the page that asks for an address. Throws `formForged` where nobody helps himself. */
export async function beginFlow(interaction: Interaction, flow: PasscodeFlow): Promise<LoginAnswer> {
  customersOf(interaction)
  return flow.emailPage(interaction, {
    email: interaction.login.form.get('email') ?? hintedName(interaction.login, interaction.loginHint),
  })
}

/** The form with the address, to which a code is mailed. Throws `formForged`. */
export async function takeEmail(interaction: Interaction, flow: PasscodeFlow): Promise<LoginAnswer> {
  const { access, form } = interaction.login
  const email = form.get('email')?.trim() ?? ''
  const reader = customersOf(interaction)
  try {
    const handle = access.record(reader.tenant, actorOf(interaction, email), (transaction) =>
      flow.request(transaction, email, form.get('handle')),
    )
    return passcodePage(interaction, flow, { email, handle })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return flow.emailPage(interaction, { email, error })
  }
}

/** The form with the code. Throws `formForged`. */
export async function takeCode(interaction: Interaction, flow: PasscodeFlow): Promise<LoginAnswer> {
  const { access, form } = interaction.login
  const proved = provedBy(interaction)
  const reader = customersOf(interaction)
  const outcome = access.record(reader.tenant, actorOf(interaction, proved.email), (transaction) =>
    tryPasscode(transaction, proved.handle, flow.purpose, form.get('otc') ?? ''),
  )
  if (outcome === 'right') return flow.nextPage(interaction, proved)
  const error = new DomainError(outcome === 'wrong' ? 'passcodeWrong' : 'passcodeSpent')
  return passcodePage(interaction, flow, { ...proved, error })
}

/** What the forms behind the code carry on. */
export function provedBy({ login: { form } }: Interaction): Proved {
  return { email: form.get('email') ?? '', handle: form.get('handle') ?? '' }
}

/** The tenant whose customers help themselves. Throws `formForged` in any other: no page there has such a form. */
export function customersOf(interaction: Interaction): Reader {
  const { tenant } = interaction
  if (!tenant || !servesCustomers(interaction)) throw new DomainError('formForged')
  return tenant
}

/** Who is behind a change that somebody makes before signing in. */
export function actorOf({ login: { correlationId } }: Interaction, email: string): Actor {
  return { kind: 'user', id: email, requestId: correlationId }
}
