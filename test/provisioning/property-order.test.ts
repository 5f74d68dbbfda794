import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import { Rulebook } from './rulebook.js'
import { FREE, PREMIUM, rulebookFixture } from './rulebook-tenant.js'

const PEOPLE = ['ann', 'bob', 'fay', 'own'] as const
const ENVIRONMENTS = ['p', 'pg', 'tr', 'tm'] as const
const POWER_PLATFORM_ADMINISTRATOR = '11648597-926c-4cf3-9c36-bcebb0ba8dcc'

/** What may happen to somebody once; each turns something over that nothing else touches, or comes to nothing. */
const EVENTS = ['block', 'premium', 'free', 'member', 'nested', 'owner', 'administrator', 'restored'] as const
type Change = readonly [person: (typeof PEOPLE)[number], event: (typeof EVENTS)[number]]

const HOLDS_PREMIUM = new Set(['ann', 'own'])

async function happen(book: Rulebook, [person, event]: Change): Promise<void> {
  const id = book.id(person)
  if (event === 'block') await book.directory('PATCH', `/users/${id}`, { accountEnabled: false }, { user: 'ga' })
  if (event === 'premium')
    await book.license(person, HOLDS_PREMIUM.has(person) ? { remove: PREMIUM } : { add: PREMIUM })
  if (event === 'free') await book.license(person, person === 'fay' ? { remove: FREE } : { add: FREE })
  if (event === 'member') await (person === 'ann' ? book.leave('sg', person) : book.join('sg', person))
  if (event === 'nested') await book.join('inner', person)
  if (event === 'restored') {
    await book.directory('DELETE', `/users/${id}`, undefined, { user: 'ga' })
    await book.directory('POST', `/directory/deletedItems/${id}/restore`, {}, { user: 'ga' })
  }
  if (event === 'owner' && person !== 'own') await book.join('sg', person, 'owners')
  if (event === 'administrator') {
    const body = { principalId: id, roleDefinitionId: POWER_PLATFORM_ADMINISTRATOR, directoryScopeId: '/' }
    await book.directory('POST', '/roleManagement/directory/roleAssignments', body)
  }
}

/** Who is present and enabled after everybody has tried to get in, and as what. */
async function enabledAfter(book: Rulebook, changes: readonly Change[]): Promise<readonly string[]> {
  book.forget()
  await book.emulator.control.reset()
  for (const change of changes) await happen(book, change)
  const enabled: string[] = []
  for (const environment of ENVIRONMENTS) {
    for (const person of PEOPLE) {
      await book.imp(person, environment)
      const { isdisabled, accessmode, islicensed, setupuser } = (await book.row(person, environment)) ?? {}
      if (isdisabled === false) enabled.push(`${person} in ${environment}: ${accessmode} ${islicensed} ${setupuser}`)
    }
  }
  return enabled
}

async function bookOf(sync: 'auto' | 'manual'): Promise<Rulebook> {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = rules.environments?.map((each) => ({ ...each, settings: {} })) ?? []
  return new Rulebook(await createEmulator({ fixture: { tenants: [{ ...rules, environments }] }, sync }))
}

let automatic: Rulebook
let manual: Rulebook
beforeAll(async () => {
  automatic = await bookOf('auto')
  manual = await bookOf('manual')
})
afterAll(async () => {
  await automatic.emulator.close()
  await manual.emulator.close()
})

const anyChanges = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...PEOPLE), fc.constantFrom(...EVENTS)), {
    minLength: 8,
    maxLength: 16,
    size: 'max',
    selector: String,
  })
  .chain((changes) =>
    fc.record({
      one: fc.constant(changes),
      other: fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length }),
    }),
  )

it('the order of directory changes does not matter for who is present and enabled', async () => {
  await fc.assert(
    fc.asyncProperty(anyChanges, async ({ one, other }) => {
      const enabled = await enabledAfter(automatic, one)
      expect(await enabledAfter(automatic, other)).toEqual(enabled)
      // Nor does it matter whether anything was synchronized on the way.
      expect(await enabledAfter(manual, other)).toEqual(enabled)
    }),
    { numRuns: 8 },
  )
}, 120_000)
