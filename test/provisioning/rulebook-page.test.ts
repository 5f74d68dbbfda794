import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ruleSentence } from '../../src/domain/provisioning/rulebook/rule-sentence.js'
import { listFiles } from '../support/read-imports.js'

const FOLDER = 'src/domain/provisioning/rulebook'

interface Chapter {
  readonly families: readonly {
    readonly prefix: string
    readonly rules: readonly {
      readonly id: string
      readonly rule: string
      readonly source: readonly string[]
      readonly where: readonly string[]
    }[]
  }[]
}

const contents = JSON.parse(readFileSync(`${FOLDER}/contents.json`, 'utf8')) as {
  readonly chapters: readonly string[]
  readonly sources: Readonly<Record<string, string>>
  readonly where: Readonly<Record<string, string>>
}
const families = contents.chapters.flatMap(
  (name) => (JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')) as Chapter).families,
)
const rules = families.flatMap((family) => family.rules)

describe('the rulebook', () => {
  it('is what docs/user-provisioning.md shows', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/write-rulebook.mjs', '--check'])
    expect(status, String(stderr)).toBe(0)
  })

  it('numbers the rules of each family from 01, and says one sentence for each', () => {
    for (const family of families) {
      const numbered = family.rules.map((_, at) => `${family.prefix}-${String(at + 1).padStart(2, '0')}`)
      expect(family.rules.map(({ id }) => id)).toEqual(numbered)
    }
    for (const { id, rule } of rules) {
      expect(rule, id).toMatch(/^[A-Z`].*\.$/)
      expect(ruleSentence(id)).toBe(rule)
    }
    expect(rules).toHaveLength(330)
  })

  it('names sources and places that it explains', () => {
    expect(new Set(rules.flatMap(({ source }) => source))).toEqual(new Set(Object.keys(contents.sources)))
    expect(new Set(rules.flatMap(({ where }) => where))).toEqual(new Set(Object.keys(contents.where)))
  })

  it('has a sentence for every rule that the code cites', () => {
    const cited = listFiles('src', ['.ts']).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/'([A-Z]{2,4}-\d\d)'/g)].map(([, id = '']) => id),
    )
    expect(cited).toContain('ENAB-09')
    expect(cited.filter((id) => ruleSentence(id) === '')).toEqual([])
  })

  it('says nothing of ids that are none', () => {
    expect(ruleSentence('NONE-01')).toBe('')
  })
})
