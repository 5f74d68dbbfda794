import type { EnvironmentType } from '../../../dataverse/environment-rows.js'
import { type EligibilityFacts, isCreation, type Mechanism } from '../facts.js'
import { type GateAnswer, pass, refuse } from '../verdict.js'

type Admission = (facts: EligibilityFacts) => GateAnswer

const admit =
  (rule: string): Admission =>
  () =>
    pass(rule)

const creatorOnly: Admission = ({ isCreator, flags }) =>
  isCreator || flags.developerAllowAdditionalUsers ? pass('ENVT-02') : refuse('ENVT-02', 'DeveloperOwnerOnly')

const ifOnDemandAdd: Admission = ({ flags }) =>
  flags.teamsOnDemandAdd ? pass('ENVT-03') : refuse('ENVT-03', 'TeamsNoAutoAdd')

const everywhere = { background: admit('ADD-02'), firstAccess: admit('ADD-02'), api: admit('ADD-02') }

/** Which mechanism may add a user to which type of environment. */
const ADMISSION: Readonly<Record<EnvironmentType, Readonly<Record<Mechanism, Admission>>>> = {
  Production: everywhere,
  Sandbox: everywhere,
  Default: everywhere,
  Trial: {
    background: () => refuse('ENVT-01', 'TrialNoAutoAdd'),
    firstAccess: admit('ENVT-01'),
    api: admit('ENVT-01'),
  },
  Developer: { background: creatorOnly, firstAccess: creatorOnly, api: creatorOnly },
  Teams: { background: () => refuse('NOAU-01', 'TeamsNoAutoAdd'), firstAccess: admit('ENVT-03'), api: ifOnDemandAdd },
}

/** Asked only where a row would have to be made: existing ones are kept up to date in every type. */
export function environmentTypeGate(facts: EligibilityFacts): GateAnswer {
  if (!isCreation(facts)) return pass('ENVT-01')
  return ADMISSION[facts.environmentType][facts.mechanism](facts)
}
