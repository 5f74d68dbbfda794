import { describe, expect, it } from 'vitest'
import { parseFilter } from './parse/filter.js'
import { collectUses, type Use } from './uses.js'
import { walk } from './walk.js'

/** The uses, without what is as usual. */
function usesOf(text: string): object[] {
  const defaults: Partial<Use> = { lambda: undefined, lambdaAt: 0, count: false, negated: false }
  return collectUses(parseFilter(text)).map(({ operands, position: _, ...use }) => {
    const shown = Object.entries(use).filter(([name, value]) => {
      if (Array.isArray(value) && value.length === 0) return false
      return !(name in defaults) || defaults[name as keyof Use] !== value
    })
    return {
      ...Object.fromEntries(shown),
      ...(operands.length > 0 && { operands: operands.map(({ value }) => value) }),
    }
  })
}

describe('collectUses', () => {
  it.each<[string, object[]]>([
    ["mail eq 'a'", [{ path: ['mail'], operator: 'eq', operands: ['a'] }]],
    ["not startswith(mail,'a')", [{ path: ['mail'], operator: 'startswith', operands: ['a'], negated: true }]],
    [
      'not (not (a eq 1) or b)',
      [
        { path: ['a'], operator: 'eq', operands: [1] },
        { path: ['b'], operator: 'value', negated: true },
      ],
    ],
    ["name in ('a','b')", [{ path: ['name'], operator: 'in', operands: ['a', 'b'] }]],
    ['owners/$count ne 0', [{ path: ['owners'], count: true, operator: 'ne', operands: [0] }]],
    ['plans/any()', [{ path: ['plans'], operator: 'any', lambda: 'any', lambdaAt: 1 }]],
    [
      'plans/any(p:p/sku eq 1 and p/tags/all(t:t eq null))',
      [
        { path: ['plans', 'sku'], operator: 'eq', operands: [1], lambda: 'any', lambdaAt: 1 },
        { path: ['plans', 'tags'], operator: 'eq', operands: [null], lambda: 'all', lambdaAt: 2 },
      ],
    ],
    [
      "web/uris/any(u:startswith(u,'x'))",
      [{ path: ['web', 'uris'], operator: 'startswith', operands: ['x'], lambda: 'any', lambdaAt: 2 }],
    ],
    [
      "memberOf/microsoft.graph.group/any(g:g/id eq 'x')",
      [
        {
          path: ['memberOf', 'id'],
          casts: ['microsoft.graph.group'],
          operator: 'eq',
          operands: ['x'],
          lambda: 'any',
          lambdaAt: 1,
        },
      ],
    ],
    [
      'a eq b',
      [
        { path: ['a'], operator: 'eq' },
        { path: ['b'], operator: 'eq' },
      ],
    ],
    [
      "tolower(concat(a,b)) eq 'x'",
      [
        { path: ['a'], operator: 'eq', through: ['tolower', 'concat'], operands: ['x'] },
        { path: ['b'], operator: 'eq', through: ['tolower', 'concat'], operands: ['x'] },
      ],
    ],
    ['-(a add 1) lt 2', [{ path: ['a'], operator: 'lt', through: ['negate', 'add'], operands: [2] }]],
    ["contains(a,'x') eq false", [{ path: ['a'], operator: 'eq', through: ['contains'], operands: [false] }]],
    ["not Ns.In(P='x')", [{ operator: 'Ns.In', operands: ['x'], negated: true }]],
    ["isof('microsoft.graph.user')", []],
    ["$it eq 'x'", [{ operator: 'eq', operands: ['x'] }]],
  ])('%s', (text, expected) => {
    expect(usesOf(text)).toEqual(expected)
  })
})

describe('walk', () => {
  it('meets every node, parents first', () => {
    const kinds: string[] = []
    walk(parseFilter("a/any(x:not (x in (1,@p))) or F.G(P=[1]) and -b add 1 eq length('')"), (node) =>
      kinds.push(node.kind),
    )
    expect(kinds).toEqual(
      'logical lambda path not in path list literal alias logical namedCall json comparison arithmetic negation path literal call literal'.split(
        ' ',
      ),
    )
  })
})
