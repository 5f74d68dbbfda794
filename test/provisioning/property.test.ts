import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import type { StagedCase } from './golden-cases.js'
import { fixtureOf } from './golden-tenant.js'
import { Stage } from './stage.js'

type Given = StagedCase[1]
type Row = Record<string, unknown> | undefined

/** Any inputs of the decision. */
const anyDrawn = fc.record({
  environmentType: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('Production', 'Sandbox', 'Trial') },
    { weight: 1, arbitrary: fc.constantFrom('Developer', 'Default', 'Teams') },
  ),
  hasDatabase: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  appPass: fc.boolean(),
  marketingLicense: fc.boolean(),
  directoryState: fc.oneof(
    { weight: 4, arbitrary: fc.constant('enabled') },
    { weight: 1, arbitrary: fc.constantFrom('blocked', 'softDeleted', 'hardDeleted') },
  ),
  license: fc.constantFrom('valid', 'free', 'none', 'homeOnly'),
  administrator: fc.constantFrom('none', 'none', 'global', 'powerPlatform', 'dynamics365'),
  group: fc.constantFrom(undefined, 'member', 'nested', 'owner', 'none'),
  nestedGroupHasTeam: fc.boolean(),
  isCreator: fc.boolean(),
  row: fc.oneof(
    { weight: 1, arbitrary: fc.constant('none') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('enabled', 'disabled', 'nonInteractive', 'administrative', 'deleted', 'stub'),
    },
  ),
  flags: fc.oneof(
    { weight: 1, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        nestedMembersJit: fc.boolean(),
        teamsOnDemandAdd: fc.boolean(),
        developerAllowAdditionalUsers: fc.boolean(),
      }),
    },
  ),
} as const)

type Drawn = typeof anyDrawn extends fc.Arbitrary<infer Value> ? Value : never

/** Any inputs that a tenant can be brought into. */
const anyGiven = anyDrawn.map(possible)

/** What cannot be at the same time gives way. */
function possible({ group, flags, isCreator, ...given }: Drawn): Given {
  const { environmentType, hasDatabase, license } = given
  const withoutGroup = environmentType === 'Default' || environmentType === 'Developer'
  const ofTeams = group === undefined || group === 'nested' ? 'none' : group
  const relation = withoutGroup ? undefined : environmentType === 'Teams' ? ofTeams : group
  const row = hasDatabase ? given.row : 'none'
  return {
    ...given,
    row,
    nestedGroupHasTeam: relation === 'nested' && hasDatabase && given.nestedGroupHasTeam,
    isCreator: isCreator && environmentType === 'Developer' && hasDatabase && row === 'none',
    ...(license === 'homeOnly' && { guest: true as const }),
    ...(relation && { group: relation }),
    ...(flags && { flags }),
  }
}

/** Whether a row is enabled after a mechanism, by the tables B.3 to B.5: told apart from how the product decides. */
function isEnabledAfter(given: Given, mechanism: keyof typeof MECHANISMS): boolean {
  const { directoryState, hasDatabase, row } = given
  if (directoryState !== 'enabled' || hasDatabase === false || row === 'deleted' || row === 'stub') return false
  const byBackground = row === 'none' && mechanism === 'background'
  return isAdmitted(given, mechanism) && isInside(given, mechanism, byBackground) && isEntitled(given, byBackground)
}

function isAdmitted({ environmentType, row, isCreator, flags }: Given, mechanism: keyof typeof MECHANISMS): boolean {
  if (row !== 'none') return true
  if (environmentType === 'Developer') return isCreator === true || flags?.developerAllowAdditionalUsers === true
  if (environmentType === 'Trial') return mechanism !== 'background'
  if (environmentType !== 'Teams') return true
  return mechanism === 'firstAccess' || (mechanism === 'api' && flags?.teamsOnDemandAdd !== false)
}

function isInside(given: Given, mechanism: keyof typeof MECHANISMS, byBackground: boolean): boolean {
  const { group, nestedGroupHasTeam, administrator, flags, row } = given
  if (administrator === 'global' || administrator === 'powerPlatform') return true
  if (group === 'owner' || (group === 'nested' && nestedGroupHasTeam)) return !byBackground
  if (group === 'nested' && flags?.nestedMembersJit) return row !== 'none' || mechanism === 'firstAccess'
  return group === undefined || group === 'member'
}

function isEntitled(given: Given, byBackground: boolean): boolean {
  const { license, appPass, marketingLicense, administrator, row, isCreator } = given
  if (license === 'valid' || administrator !== 'none' || isCreator) return true
  if (row === 'nonInteractive' || row === 'administrative') return true
  return !byBackground && (license === 'free' || appPass === true || marketingLicense === true)
}

const MECHANISMS = {
  background: (stage: Stage, staged: StagedCase) => stage.sync(staged),
  firstAccess: (stage: Stage, staged: StagedCase) =>
    stage.dataverse(staged, 'WhoAmI', { callerobjectid: stage.userIdOf(staged) }),
  api: (stage: Stage, staged: StagedCase) => stage.addUser(staged),
}

/** Brings each case in by a mechanism, twice; answers with the rows. */
async function rowsAfter(
  stage: Stage,
  cases: readonly StagedCase[],
  mechanism: keyof typeof MECHANISMS,
): Promise<Row[]> {
  await stage.reset()
  const rows: Row[] = []
  for (const staged of cases) {
    const [, given] = staged
    const told = `${mechanism}: ${JSON.stringify(given)}`
    await MECHANISMS[mechanism](stage, staged)
    const row = await stage.row(staged)
    expect(row?.isdisabled === false, told).toBe(isEnabledAfter(given, mechanism))
    // Nobody is left out in silence: a row stays where there was one, and there is none for somebody refused.
    expect(row !== undefined, told).toBe(given.row !== 'none' || isEnabledAfter(given, mechanism))
    await MECHANISMS[mechanism](stage, staged)
    expect(await stage.row(staged), `twice ${told}`).toEqual(row)
    rows.push(row && standing(row))
  }
  return rows
}

/** What the decision gives a row; the rest differs between two rows of the same user. */
function standing({ isdisabled, accessmode, islicensed, setupuser, disabledreason }: Record<string, unknown>) {
  return { isdisabled, accessmode, islicensed, setupuser, disabledreason }
}

describe('whatever the circumstances', () => {
  it('one verdict, nobody enabled without a claim, and the same again by every mechanism', async () => {
    const anyCases = fc.array(anyGiven, { minLength: 30, maxLength: 30, size: 'max' })
    await fc.assert(
      fc.asyncProperty(anyCases, async (givens) => {
        const cases = givens.map((given, at): StagedCase => [`C${at}`, given])
        const emulator = await createEmulator({ fixture: fixtureOf(cases) })
        const stage = new Stage(emulator, cases)
        const housed = cases.filter(([, { hasDatabase }]) => hasDatabase)
        const background = await rowsAfter(stage, housed, 'background')
        const firstAccess = await rowsAfter(stage, housed, 'firstAccess')
        const api = await rowsAfter(stage, housed, 'api')
        for (const [at, [, given]] of housed.entries()) {
          const told = JSON.stringify(given)
          // Without settings to the contrary, whoever comes on demand comes alike by every way.
          if (!given.flags) expect(api[at], told).toEqual(firstAccess[at])
          // Whom two mechanisms let in, or whose row they keep, they leave alike.
          if (api[at] && firstAccess[at]) expect(api[at], told).toEqual(firstAccess[at])
          if (background[at] && api[at]) expect(background[at], told).toEqual(api[at])
        }
        await stage.reset()
        for (const each of cases) await expectOneVerdict(stage, each)
        await emulator.close()
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 120_000)

  async function expectOneVerdict(stage: Stage, staged: StagedCase): Promise<void> {
    const [, given] = staged
    const decisions = await stage.decisions(staged)
    expect(decisions.length, JSON.stringify(given)).toBeLessThanOrEqual(1)
    const row = given.hasDatabase ? await stage.row(staged) : undefined
    for (const { reason } of decisions) expect(reason === null, JSON.stringify(given)).toBe(row?.isdisabled === false)
    expect(await stage.counts(staged)).toMatchObject({ added: 0, enabled: 0, updated: 0, disabled: 0 })
  }
})
