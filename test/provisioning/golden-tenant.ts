import type {
  EnvironmentDocument,
  FixtureDocument,
  GroupDocument,
  SystemuserDocument,
  TenantDocument,
  UserDocument,
} from '../../src/domain/fixture/tenant-document.js'
import type { AdministratorRole, LicenseClass, RowKind } from '../../src/domain/provisioning/rules/facts.js'
import type { StagedCase } from './golden-cases.js'

/** The placeholder of the case that is about one: its row is all there is to ask for. */
export const STUB_ID = '57b00000-0000-4000-8000-000000000030'

export const nameOf = ([id]: StagedCase): string => id.toLowerCase()

const isOfMarketing = ([, { marketingLicense }]: StagedCase): boolean => marketingLicense === true

/** One environment and one user for each case; cases with a tenant-level license live in a tenant of their own. */
export function fixtureOf(cases: readonly StagedCase[]): FixtureDocument {
  return {
    tenants: [
      tenantOf(
        'golden',
        false,
        cases.filter((each) => !isOfMarketing(each)),
      ),
      tenantOf('marketing', true, cases.filter(isOfMarketing)),
    ],
  }
}

function tenantOf(key: string, marketingLicense: boolean, cases: readonly StagedCase[]): TenantDocument {
  const boss = { key: 'boss', directoryRoles: ['Global Administrator'], purpose: 'global-administrator' }
  return {
    key,
    domains: [`${key}.onmicrosoft.com`],
    marketingLicense,
    skus: [
      { skuPartNumber: 'POWERAPPS_PER_USER', enabled: 100 },
      { skuPartNumber: 'SPE_E5', enabled: 100 },
    ],
    apps: [{ key: 'service', delegatedPermissions: ['Dataverse/user_impersonation'] }],
    users: [boss, ...cases.map(userOf)],
    groups: cases.flatMap(groupsOf),
    environments: cases.map(environmentOf),
  }
}

const LICENSES: Readonly<Record<LicenseClass, Partial<UserDocument>>> = {
  valid: { licenses: ['POWERAPPS_PER_USER'] },
  free: { licenses: ['SPE_E5'] },
  homeOnly: { homeTenantLicenses: ['POWERAPPS_PER_USER'] },
  none: {},
}

const ROLES: Readonly<Record<AdministratorRole, readonly string[]>> = {
  none: [],
  global: ['Global Administrator'],
  powerPlatform: ['Power Platform Administrator'],
  dynamics365: ['Dynamics 365 Administrator'],
}

function userOf(golden: StagedCase): UserDocument {
  const [, { license = 'none', administrator = 'none', directoryState, guest }] = golden
  return {
    key: nameOf(golden),
    ...LICENSES[license],
    directoryRoles: ROLES[administrator],
    userType: guest ? 'Guest' : 'Member',
    accountEnabled: directoryState !== 'blocked',
    deleted: directoryState === 'softDeleted' || directoryState === 'hardDeleted',
  }
}

function groupsOf(golden: StagedCase): readonly GroupDocument[] {
  const name = nameOf(golden)
  const [, { group, environmentType }] = golden
  if (group === undefined) return []
  const kind = environmentType === 'Teams' ? 'microsoft365' : 'security'
  const inner = { key: `${name}-inner`, members: [name] }
  const members = { member: [name], nested: [inner.key], owner: [], none: [], unset: [] }[group]
  const outer = { key: `${name}-group`, kind, members, owners: group === 'owner' ? [name] : [] } as const
  return group === 'nested' ? [outer, inner] : [outer]
}

const ROWS: Readonly<Partial<Record<RowKind, Partial<SystemuserDocument>>>> = {
  enabled: {},
  disabled: { isdisabled: true },
  nonInteractive: { accessmode: 4 },
  administrative: { accessmode: 1 },
  deleted: { isdisabled: true, deletedstate: 1 },
}

const DELETABLE_ROWS = {
  'orgdborgsettings.EnableSystemUserDelete': true,
  'orgdborgsettings.AuthorizationSkipAadUserStateValidation': true,
}

function settingsOf({ flags }: StagedCase[1]): EnvironmentDocument['settings'] {
  if (!flags) return {}
  return {
    'securityGroup.nestedMembersJit': flags.nestedMembersJit,
    'teams.onDemandAdd': flags.teamsOnDemandAdd,
    'developer.allowAdditionalUsers': flags.developerAllowAdditionalUsers,
  }
}

function environmentOf(golden: StagedCase): EnvironmentDocument {
  const name = nameOf(golden)
  const [, given] = golden
  const { environmentType, hasDatabase = true, appPass = false, isCreator, group, nestedGroupHasTeam, row } = given
  const columns = row && ROWS[row]
  return {
    uniqueName: name,
    type: environmentType ?? 'Production',
    database: hasDatabase,
    appPass,
    settings: { 'sync.mode': 'manual', ...DELETABLE_ROWS, ...settingsOf(given) },
    // A creator has a row from the start: the stage takes it away for good.
    ...(isCreator && { creator: name, systemusers: [{ user: name, ...ROWS.deleted }] }),
    ...(group && { securityGroup: `${name}-group` }),
    ...(nestedGroupHasTeam && { teams: [{ key: 'team', group: `${name}-inner` }] }),
    ...(columns && { systemusers: [{ user: name, ...columns }] }),
    ...(row === 'stub' && { systemusers: [{ stub: `${name}@golden.onmicrosoft.com`, id: STUB_ID }] }),
    ...(hasDatabase && { applicationUsers: [{ app: 'service', roles: ['System Administrator'] }] }),
  }
}
