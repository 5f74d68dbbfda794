import { expect, it } from 'vitest'
import { isGuessable } from './banned-passwords.js'

it.each([
  ['Bl@nK', ['blank'], [], true],
  ['abcdeg', ['abcdef'], [], true],
  ['abcdefg', ['abcdef'], [], true],
  ['abcde', ['abcdef'], [], true],
  ['p0LL23fb', [], ['Poll'], true],
  ['p0LL23fb', [], ['Pol'], false],
  ['C0ntos0Blank12', ['contoso', 'blank'], [], true],
  ['ContoS0Bl@nkf9!', ['contoso', 'blank'], [], false],
  ['Password1!', ['password'], [], true],
  ['xWwvJ]6NMw+bWH-d', ['password'], ['Contoso'], false],
  ['abc1', ['abc'], [], true],
  ['abcab', ['abc'], [], false],
])('%s with the banned words %j and the names %j: guessable %j', (plain, words, names, guessable) => {
  expect(isGuessable(plain, words, names)).toBe(guessable)
})
