import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, GATES } from './decide.js'
import { type EligibilityFacts, isCreation } from './facts.js'

const anyFacts: fc.Arbitrary<EligibilityFacts> = fc.record({
  mechanism: fc.constantFrom('background', 'firstAccess', 'api'),
  environmentType: fc.constantFrom('Production', 'Sandbox', 'Trial', 'Developer', 'Default', 'Teams'),
  hasDatabase: fc.boolean(),
  appPass: fc.boolean(),
  marketingLicense: fc.boolean(),
  directoryState: fc.constantFrom('enabled', 'enabled', 'blocked', 'softDeleted', 'hardDeleted'),
  license: fc.constantFrom('valid', 'free', 'none', 'homeOnly'),
  administrator: fc.constantFrom('none', 'global', 'powerPlatform', 'dynamics365'),
  isCreator: fc.boolean(),
  group: fc.constantFrom('unset', 'member', 'nested', 'owner', 'none'),
  nestedGroupHasTeam: fc.boolean(),
  row: fc.constantFrom('none', 'enabled', 'disabled', 'nonInteractive', 'administrative', 'stub', 'deleted', 'special'),
  flags: fc.record({
    nestedMembersJit: fc.boolean(),
    teamsOnDemandAdd: fc.boolean(),
    developerAllowAdditionalUsers: fc.boolean(),
  }),
})

const DEFAULT_FLAGS = { nestedMembersJit: false, teamsOnDemandAdd: true, developerAllowAdditionalUsers: false }

const RUNS = { numRuns: 2_000 }

describe('the eligibility decision', () => {
  it('gives one verdict whose last check decided', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { decision, rule, standing, reason, checks } = decide(facts)
        expect(rule).toMatch(/^[A-Z]{3,4}-\d\d$/)
        expect(checks.at(-1)?.rule).toBe(rule)
        expect(checks.slice(0, -1).every((check) => check.passed)).toBe(true)
        expect(checks.map(({ check }) => check)).toEqual(GATES.slice(0, checks.length).map(({ check }) => check))
        expect(standing !== null).toBe(decision === 'enable')
        if (decision === 'refuse') expect(reason).not.toBeNull()
      }),
      RUNS,
    )
  })

  it('never enables somebody who is blocked or deleted', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        fc.pre(facts.directoryState !== 'enabled')
        expect(decide(facts).decision).not.toBe('enable')
      }),
      RUNS,
    )
  })

  it('never enables an ordinary user whom nothing entitles', () => {
    fc.assert(
      fc.property(anyFacts, (anything) => {
        const facts = { ...anything, appPass: false, marketingLicense: false, isCreator: false }
        fc.pre(facts.license === 'none' || facts.license === 'homeOnly')
        fc.pre(facts.administrator === 'none' && facts.row !== 'nonInteractive' && facts.row !== 'administrative')
        expect(decide(facts).decision).not.toBe('enable')
      }),
      RUNS,
    )
  })

  it('agrees between first access and the API, as long as no flag says otherwise', () => {
    fc.assert(
      fc.property(anyFacts, (anything) => {
        const facts = { ...anything, flags: DEFAULT_FLAGS }
        expect(decide({ ...facts, mechanism: 'api' })).toEqual(decide({ ...facts, mechanism: 'firstAccess' }))
      }),
      RUNS,
    )
  })

  it('keeps an existing row alike by every mechanism, so that none undoes what another did', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        fc.pre(!isCreation(facts))
        const inBackground = decide({ ...facts, mechanism: 'background' })
        expect(decide({ ...facts, mechanism: 'firstAccess' })).toEqual(inBackground)
        expect(decide({ ...facts, mechanism: 'api' })).toEqual(inBackground)
      }),
      RUNS,
    )
  })

  it('keeps whomever it has added', () => {
    fc.assert(
      fc.property(anyFacts, (anything) => {
        const facts: EligibilityFacts = { ...anything, row: 'none' }
        const added = decide(facts)
        fc.pre(added.decision === 'enable')
        const kept = decide({ ...facts, row: 'enabled', mechanism: 'background' })
        expect(kept.standing).toEqual(added.standing)
      }),
      RUNS,
    )
  })
})

describe('flags of what the documentation leaves open', () => {
  const facts: EligibilityFacts = {
    mechanism: 'firstAccess',
    environmentType: 'Production',
    hasDatabase: true,
    appPass: false,
    marketingLicense: false,
    directoryState: 'enabled',
    license: 'valid',
    administrator: 'none',
    isCreator: false,
    group: 'unset',
    nestedGroupHasTeam: false,
    row: 'none',
    flags: DEFAULT_FLAGS,
  }

  it('securityGroup.nestedMembersJit lets a nested member in at first access only', () => {
    const nested = { ...facts, group: 'nested' as const, flags: { ...DEFAULT_FLAGS, nestedMembersJit: true } }
    expect(decide(nested).decision).toBe('enable')
    expect(decide({ ...nested, mechanism: 'api' })).toMatchObject({ reason: 'UserNotInSecurityGroup', rule: 'ENAB-09' })
    expect(decide({ ...nested, mechanism: 'background' })).toMatchObject({ detail: 'nested' })
  })

  it('teams.onDemandAdd=false leaves a Teams environment to first access', () => {
    const teams = { ...facts, environmentType: 'Teams' as const, flags: { ...DEFAULT_FLAGS, teamsOnDemandAdd: false } }
    expect(decide(teams).decision).toBe('enable')
    expect(decide({ ...teams, mechanism: 'api' })).toMatchObject({ reason: 'TeamsNoAutoAdd', rule: 'ENVT-03' })
  })

  it('developer.allowAdditionalUsers opens a developer environment to licensed users', () => {
    const developer = { ...facts, environmentType: 'Developer' as const }
    expect(decide(developer)).toMatchObject({ reason: 'DeveloperOwnerOnly', rule: 'ENVT-02' })
    const open = { ...developer, flags: { ...DEFAULT_FLAGS, developerAllowAdditionalUsers: true } }
    expect(decide(open).decision).toBe('enable')
  })
})
