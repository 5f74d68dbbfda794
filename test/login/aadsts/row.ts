import type { Page } from '../../support/browser.js'
import type { Answer } from '../../support/describe-hosts.js'
import type { World } from './world.js'

/** One refusal of the token service, how to be refused so, and what is told then. */
export interface Row {
  /** The refusal as the domain names it; several rows may share one. */
  readonly word: string
  /** The number behind `AADSTS`. */
  readonly code: number
  /** The documented wording with its placeholders filled in. */
  readonly text: string | ((world: World) => string)
  /** `error` of the answer; a page for people shows none. */
  readonly error?: string
  readonly suberror?: string
  /**
   * Who is told: the client in a JSON body, the client at its redirect URI, or the person in front of the browser, by a
   * page for what nobody can mend there or beside the form that can be sent again.
   */
  readonly told: 'client' | 'redirect' | 'page' | 'form'
  /** The status where it is not 401 for `invalid_client` and 400 else. */
  readonly status?: number
  /** The origin that came with the request where it may not read the answer; null where none came. */
  readonly stranger?: string | null
  readonly provoke: (world: World) => Promise<Answer | Page>
}
