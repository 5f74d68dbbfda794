import { describe, expect, it } from 'vitest'
import { objectionTo } from './support/house-plan.js'
import { findCycles } from './support/import-cycles.js'
import { listFiles, readImports, readSource } from './support/read-imports.js'

/** What ships: tests stand beside the source, and what only they use in folders called testing. */
const files = listFiles('src', ['.ts']).filter((path) => !path.endsWith('.test.ts') && !path.includes('/testing/'))
const read = files.map((path) => readImports(path, readSource(path)))
const imports = read.flatMap((file) => file.imports)

describe('the house plan', () => {
  it('every import goes down, or stays in its room', () => {
    const objections = imports.flatMap((found) => {
      const objection = objectionTo(found)
      return objection ? [`${found.from} → ${found.to}: ${objection}`] : []
    })
    expect(objections).toEqual([])
  })

  it('no file imports itself by a detour', () => {
    expect(findCycles(imports)).toEqual([])
  })

  it('every dynamic import names its module', () => {
    expect(files.filter((_, index) => read[index]?.unreadable)).toEqual([])
  })

  it('files are named for what they do, in kebab-case', () => {
    const badlyNamed = [...files, ...listFiles('scripts', ['.mjs'])].filter(
      (path) =>
        /(^|[/-])(helpers?|utils?|utilities)([/.-]|$)|(^|\/)(common|misc|types)([/.]|$)/.test(path) ||
        !/^[a-z0-9/.-]+$/.test(path),
    )
    expect(badlyNamed).toEqual([])
  })

  it('no file is longer than 300 lines, and half of them have fewer than 100', () => {
    const lengths = files.map((path) => ({ path, lines: readSource(path).split('\n').length - 1 }))
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
    const sorted = lengths.map(({ lines }) => lines).sort((left, right) => left - right)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100)
  })
})

describe('the reader of imports', () => {
  it('finds every form, and tells types from code', () => {
    const text = [
      "import type { A } from './a.js'",
      "import { type B,\n  type C } from '../b.js'",
      "import d, { type E } from 'd'",
      "import 'side-effect'",
      "export * from './f.js'",
      "export type { G } from './g.js'",
      "const h = await import('./h.js')",
      "let i: import('./i.js').I",
      "// import j from './j.js'",
      "/** import k from './k.js' */",
      'import(somewhere)',
      'control.import(rows)',
      'import(rows: Rows): void',
    ].join('\n')
    const { imports: found, unreadable } = readImports('src/http/x.ts', text)
    expect(found.map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ['src/http/a.ts', true],
      ['src/b.ts', true],
      ['d', false],
      ['side-effect', false],
      ['src/http/f.ts', false],
      ['src/http/g.ts', true],
      ['src/http/h.ts', false],
      ['src/http/i.ts', true],
    ])
    expect(unreadable).toBe(1)
  })

  it('sees circles of any length', () => {
    const link = (from: string, to: string) => ({ from, to, typeOnly: false })
    expect(findCycles([link('a', 'b'), link('b', 'c'), link('c', 'a'), link('d', 'a')])).toEqual(['a → b → c → a'])
    expect(findCycles([link('a', 'b'), link('a', 'c'), link('b', 'c')])).toEqual([])
  })
})

describe('the keeper of the house plan', () => {
  const objection = (from: string, to: string, typeOnly = false) => objectionTo({ from, to, typeOnly })

  it.each([
    ['upward', 'src/kernel/ids.ts', 'src/store/store.ts'],
    ['sideways', 'src/surfaces/graph/routes.ts', 'src/surfaces/login/routes.ts'],
    ['between engines', 'src/odata/plan.ts', 'src/store/table.ts'],
    ['past the access', 'src/surfaces/graph/routes.ts', 'src/store/store.ts'],
    ['to Node', 'src/domain/tokens/claims.ts', 'node:crypto'],
    ['to a library elsewhere than at its door', 'src/hosts/node.ts', 'express'],
    ['to an unknown library', 'src/hosts/node.ts', 'lodash'],
    ['of a domain by another', 'src/domain/directory/users.ts', 'src/domain/dataverse/teams.ts'],
    ['of the emulator by a host', 'src/hosts/node.ts', 'src/emulator.ts'],
    ['of rows past the access', 'src/domain/directory/users.ts', 'src/store/store.ts'],
    [
      'of more of provisioning than rows by the fixture',
      'src/domain/fixture/x.ts',
      'src/domain/provisioning/sync-user.ts',
    ],
    ['of another service by a surface', 'src/surfaces/graph/x.ts', 'src/domain/dataverse/teams.ts'],
    ['by a file outside all rooms', 'src/somewhere.ts', 'src/kernel/ids.ts'],
    ['into the unknown', 'src/kernel/ids.ts', 'src/cellar/x.ts'],
  ])('refuses an import %s', (_, from, to) => {
    expect(objection(from, to)).toBeTypeOf('string')
  })

  it.each([
    ['src/surfaces/graph/routes.ts', 'src/domain/directory/users.ts'],
    ['src/hosts/express.ts', 'express'],
    ['src/store/snapshot-file.ts', 'lowdb/node'],
    ['src/cli/graphverse.ts', 'src/index.ts'],
  ])('lets %s import %s', (from, to) => {
    expect(objection(from, to)).toBeUndefined()
  })

  it('lets a host know the emulator by type', () => {
    expect(objection('src/hosts/node.ts', 'src/emulator.ts', true)).toBeUndefined()
  })
})
