import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import type { StagedCase } from './golden-cases.js'
import { fixtureOf } from './golden-tenant.js'
import { Stage } from './stage.js'

type Given = StagedCase[1]
type Row = Record<string, unknown> | undefined

/** Any inputs of the decision that a tenant can be brought into. */
const anyGiven: fc.Arbitrary<Given> = fc
  .record({
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
    row: fc.oneof(
      { weight: 1, arbitrary: fc.constant('none') },
      { weight: 1, arbitrary: fc.constantFrom('enabled', 'disabled', 'nonInteractive', 'administrative', 'deleted') },
    ),
  } as const)
  .map(possible)

/** What cannot be at the same time gives way. */
function possible({ group, ...given }: Given): Given {
  const { environmentType, license } = given
  const withoutGroup = environmentType === 'Default' || environmentType === 'Developer'
  const ofTeams = group === undefined || group === 'nested' ? 'none' : group
  const relation = withoutGroup ? undefined : environmentType === 'Teams' ? ofTeams : group
  return {
    ...given,
    nestedGroupHasTeam: relation === 'nested' && given.hasDatabase !== false && given.nestedGroupHasTeam === true,
    row: given.hasDatabase === false ? 'none' : (given.row ?? 'none'),
    ...(license === 'homeOnly' && { guest: true as const }),
    ...(relation && { group: relation }),
  }
}

/** Whether anything at all speaks for the user: told apart from how the product decides. */
function isEntitled({ license, appPass, marketingLicense, administrator, row }: Given): boolean {
  if (license === 'valid' || license === 'free' || appPass || marketingLicense) return true
  return administrator !== 'none' || row === 'nonInteractive' || row === 'administrative'
}

function isInside({ group, nestedGroupHasTeam, administrator }: Given): boolean {
  if (administrator === 'global' || administrator === 'powerPlatform') return true
  return group === undefined || group === 'member' || group === 'owner' || nestedGroupHasTeam === true
}

function mayBeEnabled(given: Given): boolean {
  const { directoryState, hasDatabase, row } = given
  return (
    directoryState === 'enabled' && hasDatabase !== false && row !== 'deleted' && isEntitled(given) && isInside(given)
  )
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
    if (staged[1].hasDatabase === false) continue
    await MECHANISMS[mechanism](stage, staged)
    const row = await stage.row(staged)
    expect(row === undefined || row.isdisabled === true || mayBeEnabled(staged[1]), JSON.stringify(staged)).toBe(true)
    await MECHANISMS[mechanism](stage, staged)
    expect(await stage.row(staged), `${mechanism} twice: ${JSON.stringify(staged)}`).toEqual(row)
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
        const background = await rowsAfter(stage, cases, 'background')
        const firstAccess = await rowsAfter(stage, cases, 'firstAccess')
        const api = await rowsAfter(stage, cases, 'api')
        expect(api).toEqual(firstAccess)
        const staged = cases.filter(([, { hasDatabase }]) => hasDatabase !== false)
        for (const [at, [, given]] of staged.entries()) {
          // Whoever has a row keeps it alike by every mechanism; whom the background adds, the others add as well.
          if (given.row !== 'none' || background[at]) expect(background[at], JSON.stringify(given)).toEqual(api[at])
        }
        await stage.reset()
        for (const each of cases) await expectOneVerdict(stage, each)
        await emulator.close()
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 120_000)

  async function expectOneVerdict(stage: Stage, staged: StagedCase): Promise<void> {
    const decisions = await stage.decisions(staged)
    expect(decisions.length).toBeLessThanOrEqual(1)
    const row = staged[1].hasDatabase === false ? undefined : await stage.row(staged)
    for (const { reason } of decisions) expect(reason === null, JSON.stringify(staged)).toBe(row?.isdisabled === false)
    expect(await stage.counts(staged)).toMatchObject({ added: 0, enabled: 0, updated: 0, disabled: 0 })
  }
})
