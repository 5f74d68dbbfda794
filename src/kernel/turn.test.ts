import { expect, it } from 'vitest'
import { beginTurn } from './turn.js'

it('lets others have their turn once it has lasted long', async () => {
  const happened: string[] = []
  let now = 0
  const turn = beginTurn(() => now)
  setImmediate(() => happened.push('others'))
  now = 1
  await turn()
  happened.push('short work')
  now = 2
  await turn()
  happened.push('long work')
  setImmediate(() => happened.push('others'))
  now = 3
  await turn()
  happened.push('short work')
  expect(happened).toEqual(['short work', 'others', 'long work', 'short work'])
})
