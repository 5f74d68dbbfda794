import type { EnvironmentType } from '../../../dataverse/environment-rows.js'
import { type EligibilityFacts, isCreation, type Mechanism } from '../facts.js'
import { type GateAnswer, pass, refuse } from '../verdict.js'

type Admission = (facts: EligibilityFacts) => GateAnswer

const anyone: Admission = () => pass('ADD-02')

const creatorOnly: Admission = ({ isCreator, flags }) =>
  isCreator || flags.developerAllowAdditionalUsers ? pass('ENVT-02') : refuse('ENVT-02', 'DeveloperOwnerOnly')

const ifOnDemandAdd: Admission = ({ flags }) =>
  flags.teamsOnDemandAdd ? pass('ENVT-03') : refuse('ENVT-03', 'TeamsNoAutoAdd')

const everywhere = { background: anyone, firstAccess: anyone, api: anyone }

/** Which mechanism may add a user to which type of environment. */
const ADMISSION: Readonly<Record<EnvironmentType, Readonly<Record<Mechanism, Admission>>>> = {
  Production: everywhere,
  Sandbox: everywhere,
  Default: everywhere,
  Trial: { background: () => refuse('ENVT-01', 'TrialNoAutoAdd'), firstAccess: anyone, api: anyone },
  Developer: { background: creatorOnly, firstAccess: creatorOnly, api: creatorOnly },
  Teams: { background: () => refuse('NOAU-01', 'TeamsNoAutoAdd'), firstAccess: anyone, api: ifOnDemandAdd },
}

/** Asked only where a row would have to be made: existing ones are kept up to date in every type. */
export function environmentTypeGate(facts: EligibilityFacts): GateAnswer {
  if (!isCreation(facts)) return pass('ENVT-01')
  return ADMISSION[facts.environmentType][facts.mechanism](facts)
}
