import { describe, expect, it } from 'vitest'
import { checkExpand, checkSelect } from './check-select.js'
import { parseExpand } from './parse/expand.js'
import { parseSelect } from './parse/select.js'
import { personType } from './testing/people.js'
import { problemOf } from './testing/problem-of.js'

describe('checkSelect and checkExpand', () => {
  it.each(['*', 'id,name', 'org/division', 'plans/state', 'manager', 'manager/name', 'test.adult/name'])(
    'pass $select=%s',
    (text) => {
      expect(problemOf(() => checkSelect(parseSelect(text), personType()))).toBeUndefined()
    },
  )

  it.each([
    ['id,nick', 'nick', 'test.person', 3],
    ['org/nick', 'nick', 'test.org', 0],
    ['other.type/name', 'other.type', 'test.person', 0],
  ])('refuse $select=%s', (text, property, type, position) => {
    const problem = problemOf(() => checkSelect(parseSelect(text), personType()))
    expect(problem?.details).toEqual({ reason: 'unknownProperty', property, type })
    expect(problem?.position).toBe(position)
  })

  it.each([
    '*',
    'manager',
    'reports($select=id;$expand=manager($select=name))',
    'reports/test.adult',
    'manager/reports',
  ])('pass $expand=%s', (text) => {
    expect(problemOf(() => checkExpand(parseExpand(text), personType()))).toBeUndefined()
  })

  it.each([
    ['nick', 'nick', 'test.person'],
    ['name', 'name', 'test.person'],
    ['manager($select=nick)', 'nick', 'test.person'],
    ['manager($expand=reports($select=id,org/nick))', 'nick', 'test.org'],
  ])('refuse $expand=%s', (text, property, type) => {
    const problem = problemOf(() => checkExpand(parseExpand(text), personType()))
    expect(problem?.details).toEqual({ reason: 'unknownProperty', property, type })
  })
})
