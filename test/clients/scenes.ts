import type { Emulator } from './emulator.js'
import { visit } from './person.js'
import type { Recipe } from './recipe.js'

/** Where a program is run, and for whom. */
export interface Stage {
  readonly emulator: Emulator
  readonly recipe: Recipe
  /** The address of the emulator as the program is told it. */
  readonly origin: string
}

/**
 * Does with the address that a program printed what the world would do, and answers with what that brought. Called
 * once, with all that was printed up to the first address.
 */
export type Scene = (stage: Stage, address: string, printed: string) => Promise<string>

const signIn: Scene = ({ emulator, recipe }, address, printed) => {
  const { userPrincipalName, password } = emulator.user(recipe.user ?? 'licensed-member')
  const userCode = /the code (\S+)/.exec(printed)?.[1]
  const knowledge = { username: userPrincipalName, password: password ?? '', ...(userCode && { userCode }) }
  return visit(emulator.fetch, address, knowledge)
}

/** Calls an API as nobody, with a token for another API, and with one of its own. */
const callApi: Scene = async ({ emulator, origin }, address) => {
  const call = async (token?: string) => {
    const { status, text } = await emulator.fetch(
      address,
      token ? { headers: { authorization: `Bearer ${token}` } } : {},
    )
    return `${status} ${text}`
  }
  const anonymous = await call()
  const foreign = await call(await emulator.token(origin, 'https://graph.microsoft.com/User.Read'))
  const own = await call(await emulator.token(origin, 'api://orders/access_as_user'))
  return [anonymous, foreign, own].join('\n')
}

export const scenes: Readonly<Record<NonNullable<Recipe['scene']>, Scene>> = {
  signIn,
  webApp: signIn,
  api: callApi,
}
