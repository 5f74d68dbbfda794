import { expect, it } from 'vitest'
import { remembering } from './remembering.js'

it('makes a value once, until there are too many', () => {
  const made: string[] = []
  const double = remembering((text: string) => {
    made.push(text)
    return text + text
  }, 2)
  expect(['a', 'b', 'a', 'b'].map(double)).toEqual(['aa', 'bb', 'aa', 'bb'])
  expect(made).toEqual(['a', 'b'])
  expect(['c', 'a'].map(double)).toEqual(['cc', 'aa'])
  expect(made).toEqual(['a', 'b', 'c', 'a'])
})

it('keeps nothing that was made of a long text', () => {
  let made = 0
  const count = remembering(() => ++made)
  expect(['a', 'a', 'x'.repeat(1025), 'x'.repeat(1025)].map(count)).toEqual([1, 1, 2, 3])
})
