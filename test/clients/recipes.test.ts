import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../support/read-imports.js'
import { FOLDER, readRecipes, toolchainOf } from './recipe.js'

const PAGES = 'docs/clients'
const recipes = readRecipes()
const pages = listFiles(PAGES, ['.md'])
const shownIn = (page: string) =>
  [...readFileSync(page, 'utf8').matchAll(/^<!-- test\/clients\/(\S+) -->\n```/gm)].map(([, program]) => program)

describe('docs/clients', () => {
  it('shows the programs that run, and tells of every client', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/write-recipes.mjs', '--check'])
    expect(status, String(stderr)).toBe(0)
  })

  it('shows every program on the page of its client', () => {
    const missing = recipes.filter(({ page, program }) => !shownIn(`${PAGES}/${page}.md`).includes(program))
    expect(missing.map(({ program }) => program)).toEqual([])
  })

  it('shows no program that does not run', () => {
    const known = recipes.map(({ program }) => program)
    expect(pages.flatMap(shownIn).filter((program) => !known.includes(program ?? ''))).toEqual([])
    for (const page of pages) {
      const programs = readFileSync(page, 'utf8').match(/^```(js|python|go|java)$/gm) ?? []
      expect(programs.length, page).toBeLessThanOrEqual(shownIn(page).length)
    }
  })

  it('links only to what is there', () => {
    const dead = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\(([\w-]+\.md)\)/g)].flatMap(([, target]) =>
        existsSync(`${PAGES}/${target}`) ? [] : [`${page} → ${target}`],
      ),
    )
    expect(dead).toEqual([])
  })
})

describe('the recipes', () => {
  it('name programs that are there, each for one of the toolchains', () => {
    expect(recipes.filter(({ program }) => !existsSync(`${FOLDER}/${program}`))).toEqual([])
    expect(new Set(recipes.map(toolchainOf))).toEqual(new Set(['node', 'shell', 'python', 'go', 'java', 'chromium']))
  })
})
