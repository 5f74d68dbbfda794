import type { EligibilityFacts } from '../../src/domain/provisioning/rules/facts.js'
import type { Reason, Standing } from '../../src/domain/provisioning/rules/verdict.js'

/** What becomes of the user's row. */
export type Outcome =
  | { readonly row: 'added' | 'enabled'; readonly standing: Standing }
  | {
      readonly row: 'absent' | 'disabled' | 'untouched'
      readonly reason: Reason
      readonly detail: 'nested' | undefined
    }

/**
 * Id; what differs from an enabled user without license, row or role in a production environment without a group;
 * the outcome in the background; the outcome on demand: first access and the API agree in every case.
 */
export type GoldenCase = readonly [
  id: string,
  given: Partial<EligibilityFacts> & { readonly guest?: true },
  background: Outcome,
  onDemand: Outcome | 'same',
]

/** What a stage needs of a case: who, and where. */
export type StagedCase = readonly [id: string, given: GoldenCase[1], ...rest: readonly unknown[]]

const added = (accessmode: number, islicensed: boolean, setupuser = false): Outcome => ({
  row: 'added',
  standing: { accessmode, islicensed, setupuser },
})
const enabled = (accessmode: number, islicensed: boolean, setupuser = false): Outcome => ({
  row: 'enabled',
  standing: { accessmode, islicensed, setupuser },
})
const absent = (reason: Reason, detail?: 'nested'): Outcome => ({ row: 'absent', reason, detail })
const disabled = (reason: Reason, detail?: 'nested'): Outcome => ({ row: 'disabled', reason, detail })
const untouched = (reason: Reason): Outcome => ({ row: 'untouched', reason, detail: undefined })
const same = 'same'

/** The eligibility decision, case by case, for all three mechanisms. */
export const GOLDEN_CASES: readonly GoldenCase[] = [
  ['EL-01', { license: 'valid' }, added(0, true), same],
  ['EL-02', { license: 'none' }, absent('UserNotLicensed'), same],
  ['EL-03', { license: 'free' }, absent('FreePlanNotPreProvisioned'), added(0, true)],
  ['EL-04', { license: 'none', appPass: true }, absent('AppPassNotPreProvisioned'), added(0, true)],
  ['EL-05', { license: 'none', marketingLicense: true }, absent('TenantMarketingNotPreProvisioned'), added(0, true)],
  ['EL-06', { license: 'homeOnly', guest: true }, absent('GuestHomeTenantLicenseOnly'), same],
  ['EL-07', { license: 'valid', guest: true }, added(0, true), same],
  ['EL-08', { license: 'none', administrator: 'global' }, added(1, false, true), same],
  ['EL-09', { license: 'none', administrator: 'powerPlatform' }, added(1, false, true), same],
  ['EL-10', { license: 'none', administrator: 'dynamics365' }, added(1, false, true), same],
  ['EL-11', { license: 'valid', administrator: 'global' }, added(0, true), same],
  ['EL-12', { license: 'none', administrator: 'global', appPass: true }, added(1, false, true), same],
  ['EL-13', { license: 'free', administrator: 'powerPlatform' }, added(1, false, true), same],
  ['EL-14', { license: 'valid', directoryState: 'blocked' }, absent('UserDisabledInDirectory'), same],
  ['EL-15', { license: 'valid', directoryState: 'softDeleted' }, absent('UserSoftDeletedInDirectory'), same],
  ['EL-16', { license: 'valid', directoryState: 'hardDeleted' }, absent('UserNotFoundInDirectory'), same],
  ['EL-17', { license: 'valid', directoryState: 'blocked', row: 'enabled' }, disabled('UserDisabledInDirectory'), same],
  [
    'EL-18',
    { license: 'valid', directoryState: 'softDeleted', row: 'enabled' },
    disabled('UserSoftDeletedInDirectory'),
    same,
  ],
  [
    'EL-19',
    { license: 'valid', directoryState: 'hardDeleted', row: 'disabled' },
    disabled('UserNotFoundInDirectory'),
    same,
  ],
  ['EL-20', { license: 'none', row: 'enabled' }, disabled('UserNotLicensed'), same],
  ['EL-21', { license: 'valid', row: 'disabled' }, enabled(0, true), same],
  ['EL-22', { license: 'none', row: 'disabled' }, disabled('UserNotLicensed'), same],
  ['EL-23', { license: 'free', row: 'enabled' }, enabled(0, true), same],
  ['EL-24', { license: 'none', appPass: true, row: 'enabled' }, enabled(0, true), same],
  ['EL-25', { license: 'none', marketingLicense: true, row: 'enabled' }, enabled(0, true), same],
  ['EL-26', { license: 'none', row: 'nonInteractive' }, enabled(4, false), same],
  ['EL-27', { license: 'none', row: 'administrative' }, enabled(1, false), same],
  ['EL-28', { license: 'valid', row: 'administrative' }, enabled(1, true), same],
  ['EL-29', { license: 'none', administrator: 'global', row: 'enabled' }, enabled(1, false, true), same],
  ['EL-30', { license: 'valid', row: 'stub' }, untouched('StubUser'), same],
  ['EL-31', { license: 'valid', row: 'deleted' }, disabled('UserDeletedInDataverse'), same],
  ['EL-32', { license: 'valid', group: 'member' }, added(0, true), same],
  ['EL-33', { license: 'valid', group: 'none' }, absent('UserNotInSecurityGroup'), same],
  ['EL-34', { license: 'valid', group: 'nested' }, absent('UserNotInSecurityGroup', 'nested'), same],
  [
    'EL-35',
    { license: 'valid', group: 'nested', nestedGroupHasTeam: true },
    absent('UserNotInSecurityGroup', 'nested'),
    added(0, true),
  ],
  ['EL-36', { license: 'valid', group: 'owner' }, absent('OwnerNotPreProvisioned'), added(0, true)],
  ['EL-37', { license: 'none', group: 'member' }, absent('UserNotLicensed'), same],
  ['EL-38', { license: 'free', group: 'member' }, absent('FreePlanNotPreProvisioned'), added(0, true)],
  ['EL-39', { license: 'free', group: 'owner' }, absent('OwnerNotPreProvisioned'), added(0, true)],
  ['EL-40', { license: 'none', administrator: 'global', group: 'none' }, added(1, false, true), same],
  ['EL-41', { license: 'none', administrator: 'powerPlatform', group: 'none' }, added(1, false, true), same],
  ['EL-42', { license: 'none', administrator: 'dynamics365', group: 'none' }, absent('UserNotInSecurityGroup'), same],
  ['EL-43', { license: 'none', administrator: 'dynamics365', group: 'member' }, added(1, false, true), same],
  [
    'EL-44',
    { license: 'none', administrator: 'dynamics365', group: 'owner' },
    absent('OwnerNotPreProvisioned'),
    added(1, false, true),
  ],
  ['EL-45', { license: 'valid', group: 'none', row: 'enabled' }, disabled('UserNotInSecurityGroup'), same],
  ['EL-46', { license: 'valid', group: 'nested', row: 'enabled' }, disabled('UserNotInSecurityGroup', 'nested'), same],
  ['EL-47', { license: 'valid', group: 'owner', row: 'enabled' }, enabled(0, true), same],
  ['EL-48', { license: 'valid', group: 'nested', nestedGroupHasTeam: true, row: 'enabled' }, enabled(0, true), same],
  ['EL-49', { license: 'none', group: 'none', row: 'nonInteractive' }, disabled('UserNotInSecurityGroup'), same],
  ['EL-50', { license: 'none', group: 'member', row: 'nonInteractive' }, enabled(4, false), same],
  ['EL-51', { environmentType: 'Trial', license: 'valid' }, absent('TrialNoAutoAdd'), added(0, true)],
  ['EL-52', { environmentType: 'Trial', license: 'valid', row: 'enabled' }, enabled(0, true), same],
  [
    'EL-53',
    { environmentType: 'Trial', license: 'none', administrator: 'global' },
    absent('TrialNoAutoAdd'),
    added(1, false, true),
  ],
  ['EL-54', { environmentType: 'Trial', license: 'none', row: 'enabled' }, disabled('UserNotLicensed'), same],
  ['EL-55', { environmentType: 'Developer', license: 'none', isCreator: true }, added(0, true), same],
  ['EL-56', { environmentType: 'Developer', license: 'valid' }, absent('DeveloperOwnerOnly'), same],
  [
    'EL-57',
    { environmentType: 'Developer', license: 'none', administrator: 'global' },
    absent('DeveloperOwnerOnly'),
    same,
  ],
  ['EL-58', { environmentType: 'Default', license: 'valid' }, added(0, true), same],
  ['EL-59', { environmentType: 'Default', license: 'none' }, absent('UserNotLicensed'), same],
  ['EL-60', { environmentType: 'Default', license: 'free' }, absent('FreePlanNotPreProvisioned'), added(0, true)],
  ['EL-61', { environmentType: 'Teams', license: 'free', group: 'member' }, absent('TeamsNoAutoAdd'), added(0, true)],
  ['EL-62', { environmentType: 'Teams', license: 'free', group: 'owner' }, absent('TeamsNoAutoAdd'), added(0, true)],
  [
    'EL-63',
    { environmentType: 'Teams', license: 'free', group: 'none' },
    absent('TeamsNoAutoAdd'),
    absent('UserNotInSecurityGroup'),
  ],
  [
    'EL-64',
    { environmentType: 'Teams', license: 'none', administrator: 'powerPlatform', group: 'none' },
    absent('TeamsNoAutoAdd'),
    added(1, false, true),
  ],
  [
    'EL-65',
    { environmentType: 'Teams', license: 'none', administrator: 'dynamics365', group: 'none' },
    absent('TeamsNoAutoAdd'),
    absent('UserNotInSecurityGroup'),
  ],
  ['EL-66', { hasDatabase: false, license: 'valid' }, absent('EnvironmentHasNoDatabase'), same],
]
