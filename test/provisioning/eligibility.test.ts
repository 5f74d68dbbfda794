import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ruleSentence } from '../../src/domain/provisioning/rulebook/rule-sentence.js'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { GOLDEN_CASES, type GoldenCase, type Outcome } from './golden-cases.js'
import { fixtureOf } from './golden-tenant.js'
import { Stage } from './stage.js'

const AS_A_STUB_IS = { islicensed: false, issyncwithdirectory: false, disabledreason: null }

async function expectRow(stage: Stage, golden: GoldenCase, outcome: Outcome): Promise<void> {
  // Without a database there is nothing to read.
  if (golden[1].hasDatabase === false) return
  const row = await stage.row(golden)
  if ('standing' in outcome) expect(row).toMatchObject({ isdisabled: false, ...outcome.standing })
  else if (outcome.row === 'absent') expect(row).toBeUndefined()
  else if (outcome.row === 'untouched') expect(row).toMatchObject({ isdisabled: true, ...AS_A_STUB_IS })
  else expect(row).toMatchObject({ isdisabled: true, disabledreason: outcome.reason })
}

function onDemand([, , background, outcome]: GoldenCase): Outcome {
  return outcome === 'same' ? background : outcome
}

describe('who gets into an environment', () => {
  let emulator: LocalEmulator
  let stage: Stage
  const cases = GOLDEN_CASES.map((golden) => [`${golden[0]} ${ruleSentence(golden[0])}`, golden] as const)

  beforeAll(async () => {
    emulator = await createEmulator({ fixture: fixtureOf(GOLDEN_CASES) })
    stage = new Stage(emulator, GOLDEN_CASES)
  })
  afterAll(() => emulator.close())

  describe('in the background', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      const decision = await stage.sync(golden)
      const [, , outcome] = golden
      await expectRow(stage, golden, outcome)
      // Who is deleted, or outside the security group, is examined only for the sake of a row; a stub never is.
      if (!decision) return expect(['absent', 'untouched']).toContain(outcome.row)
      if ('standing' in outcome) {
        expect(decision).toMatchObject({ reason: null })
        return expect(decision.outcome === 'added').toBe(outcome.row === 'added')
      }
      const { reason, detail } = outcome
      expect(decision).toMatchObject({ reason, ...(detail && { detail }) })
    })
  })

  describe('at first access', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      await stage.dataverse(golden, 'WhoAmI', { callerobjectid: stage.userIdOf(golden) })
      await expectRow(stage, golden, onDemand(golden))
    })
  })

  describe('through the admin API', () => {
    beforeAll(() => stage.reset())

    it.each(cases)('%s', async (_, golden) => {
      const outcome = onDemand(golden)
      const response = await stage.addUser(golden)
      const text = await response.text()
      if ('standing' in outcome) expect(response.status, text).toBe(200)
      else expect(text).toContain(`\\"Code\\":\\"${outcome.reason}\\"`)
      await expectRow(stage, golden, outcome)
    })
  })
})
