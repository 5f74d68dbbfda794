import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import type { Synchronized } from './decision.js'
import { lookUpDirectoryUser } from './directory-user.js'
import { explainReason, sceneOf } from './explain-reason.js'

/** Why somebody did not get into an environment, by which rule, and what to do, in plain sentences. */
export function explainRefusal(
  reader: Reader,
  environment: Environment,
  { decision, verdict }: Pick<Synchronized, 'decision' | 'verdict'>,
): string {
  const scene = sceneOf(reader, environment, lookUpDirectoryUser(reader, decision.userId))
  const { detail, mend } = explainReason(verdict, scene)
  return [detail, mend, `(${verdict.rule})`].filter((sentence) => sentence !== null).join(' ')
}
