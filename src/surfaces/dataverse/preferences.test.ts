import { describe, expect, it } from 'vitest'
import { parsePreferences, wantsAnnotation } from './preferences.js'

describe('parsePreferences', () => {
  it('does not split inside quotes', () => {
    const header = 'return=representation,odata.include-annotations="a,b",odata.maxpagesize=5'
    expect(parsePreferences(header)).toEqual({
      returnRepresentation: true,
      maxPageSize: 5,
      continueOnError: false,
      trackChanges: false,
      annotations: ['a', 'b'],
      applied: ['return=representation', 'odata.include-annotations="a,b"', 'odata.maxpagesize=5'],
    })
  })

  it('names nothing applied that is not honored', () => {
    expect(parsePreferences('respond-async, odata.maxpagesize=0, return=minimal').applied).toEqual([])
  })
})

describe('wantsAnnotation', () => {
  it.each([
    [['*'], 'Any.Thing', true],
    [['Microsoft.*'], 'Microsoft.Dynamics.CRM.x', true],
    [['Microsoft.*'], 'OData.x', false],
    [['*', '-Microsoft.*'], 'Microsoft.x', false],
    [[], 'x', false],
  ])('%j for %s: %s', (patterns, name, wanted) => {
    expect(wantsAnnotation(patterns, name)).toBe(wanted)
  })
})
