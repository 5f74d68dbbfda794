import { type EligibilityFacts, isCreation } from '../facts.js'
import { type GateAnswer, pass, type Reason, refuse, type Standing } from '../verdict.js'

const READ_WRITE = 0
const ADMINISTRATIVE = 1
const NON_INTERACTIVE = 4

/** What entitles a user, the strongest first. */
export type Entitlement = 'valid' | 'free' | 'appPass' | 'marketing' | 'homeOnly' | 'none'

interface EntitlementRule {
  /** The rule that lets somebody in, on demand or to keep a row; without it nobody is. */
  readonly admits?: string
  /** Why the background process makes no row for it. */
  readonly background?: readonly [rule: string, reason: Reason]
  /** Why nobody gets in by it at all. */
  readonly refused?: readonly [rule: string, reason: Reason]
}

const ENTITLEMENTS: Readonly<Record<Entitlement, EntitlementRule>> = {
  valid: { admits: 'ENAB-02' },
  free: { admits: 'REQ-07', background: ['NOAU-02', 'FreePlanNotPreProvisioned'] },
  appPass: { admits: 'REQ-04', background: ['NOAU-03', 'AppPassNotPreProvisioned'] },
  marketing: { admits: 'REQ-05', background: ['REQ-05', 'TenantMarketingNotPreProvisioned'] },
  homeOnly: { refused: ['REQ-08', 'GuestHomeTenantLicenseOnly'] },
  none: { refused: ['LIC-02', 'UserNotLicensed'] },
}

function entitlementOf(facts: EligibilityFacts): Entitlement {
  if (facts.license === 'valid' || isDeveloperCreator(facts)) return 'valid'
  if (facts.license === 'free') return 'free'
  if (facts.appPass) return 'appPass'
  if (facts.marketingLicense) return 'marketing'
  return facts.license
}

/** Whoever uses the environment needs a license, save for those whom another rule lets in. */
export function licenseGate(facts: EligibilityFacts): GateAnswer {
  const exempt = exemption(facts)
  if (exempt) return pass(exempt)
  const { admits, background, refused } = ENTITLEMENTS[entitlementOf(facts)]
  if (refused) return refuse(...refused)
  if (background && isCreation(facts) && facts.mechanism === 'background') return refuse(...background)
  return pass(admits ?? 'ENAB-02')
}

/** The rule that lets somebody in without regard to licenses, or undefined. */
function exemption(facts: EligibilityFacts): string | undefined {
  if (facts.row === 'nonInteractive') return 'TYPE-03'
  if (facts.row === 'administrative') return 'ADMU-03'
  if (isDeveloperCreator(facts)) return 'ENVT-02'
  if (facts.administrator !== 'none') return facts.license === 'valid' ? 'MODE-08' : 'ENAB-12'
  return undefined
}

/** The columns that an enabled row gets. A row that is refused takes `islicensed` alone from here. */
export function standingOf(facts: EligibilityFacts): Standing {
  const licensed = facts.license === 'valid' || isDeveloperCreator(facts)
  const administrator = facts.administrator !== 'none'
  if (facts.row === 'nonInteractive') {
    return { accessmode: NON_INTERACTIVE, islicensed: licensed, setupuser: false }
  }
  if (facts.row === 'administrative') {
    return { accessmode: ADMINISTRATIVE, islicensed: licensed, setupuser: administrator && !licensed }
  }
  if (administrator && !licensed) return { accessmode: ADMINISTRATIVE, islicensed: false, setupuser: true }
  return {
    accessmode: READ_WRITE,
    islicensed: ENTITLEMENTS[entitlementOf(facts)].admits !== undefined,
    setupuser: false,
  }
}

/** The plan that comes with a developer environment counts as a license of its creator. */
function isDeveloperCreator({ environmentType, isCreator }: EligibilityFacts): boolean {
  return environmentType === 'Developer' && isCreator
}
