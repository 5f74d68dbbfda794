import { describe, expect, it } from 'vitest'
import { parseSearch } from '../parse/search.js'
import { compileSearch } from './search.js'

describe('compileSearch', () => {
  it.each([
    ['"a:x"', ['ax', 'ax by']],
    ['"a:x" AND "b:y"', ['ax by']],
    ['"a:x" OR "b:y"', ['ax', 'by', 'ax by']],
    ['"b:y" AND NOT "a:x"', ['by']],
    ['"a:x" OR "b:y" AND "a:z"', ['ax', 'ax by']],
    ['("a:x" OR "b:y") AND NOT ("a:x" AND "b:y")', ['ax', 'by']],
  ])('%s', (text, expected) => {
    const test = compileSearch<string>(
      parseSearch(text),
      (term) => (row) => row.includes(`${term.property}${term.text}`),
    )
    expect(['ax', 'by', 'ax by', ''].filter(test)).toEqual(expected)
  })

  it('compiles each term once', () => {
    const compiled: string[] = []
    const test = compileSearch(parseSearch('"a:x" OR b'), (term) => {
      compiled.push(term.text)
      return () => false
    })
    test('')
    test('')
    expect(compiled).toEqual(['x', 'b'])
  })
})
