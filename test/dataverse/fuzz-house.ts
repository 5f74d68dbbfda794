import fc from 'fast-check'
import { expect } from 'vitest'
import { isLookup } from '../../src/domain/dataverse/metadata.js'
import { modelOf, requiredTable } from '../../src/domain/dataverse/model.js'
import { environments, rowsOf } from '../../src/domain/dataverse/tables.js'
import { virtualTable } from '../../src/surfaces/dataverse/virtual-tables.js'
import { type Answered, HandSeeded, TENANT } from './hand-seeded.js'

/** How many requests of each kind are made up. */
export const RUNS = Number(process.env.GRAPHVERSE_FUZZ_RUNS ?? 600)
/** So many requests meet what the ones before them left; then everything starts again. */
const ROUND = 100

async function seeded() {
  const house = new HandSeeded()
  const parent = await house.make('accounts', { name: 'a' })
  const bind = { 'parentcustomerid_account@odata.bind': `/accounts(${parent})` }
  const known = [
    parent,
    await house.make('accounts', { name: 'b' }),
    await house.make('contacts', { lastname: 'c', ...bind }),
  ]
  known.push(
    house.person('ann', { role: 'Basic User' }),
    house.unit('North'),
    house.role('Reader', { prvReadAccount: 'Local' }),
  )
  known.push(String((await house.call('GET', '/WhoAmI')).json.UserId))
  house.store.setBase(TENANT)
  return { house, known }
}

/** No lookup leads nowhere, and every set can still be read. */
export async function expectWhole(house: HandSeeded): Promise<void> {
  const reader = house.store.read(TENANT)
  const environment = reader.table(environments).get(house.environment.id) ?? house.environment
  const model = modelOf(environment)
  const exists = (target: string, id: string) => rowsOf(reader, environment, target).has(id)
  const dangling: string[] = []
  for (const name of model.tableNames) {
    const table = requiredTable(model, name)
    const lookups = [...table.columns.values()].filter((column) => isLookup(column) && column.targets)
    for (const row of rowsOf(reader, environment, name).rows()) {
      for (const { logicalName, targets = [] } of lookups) {
        const id = row[logicalName]
        const reachable = targets.filter((target) => model.table(target) && !virtualTable(target))
        if (typeof id === 'string' && reachable.length > 0 && !reachable.some((target) => exists(target, id)))
          dangling.push(`${name}.${logicalName} of ${row[table.primaryId]} leads to ${id}`)
      }
    }
  }
  expect(dangling).toEqual([])
}

/** Sends what was made up, in rounds; nothing may end in a failure of the service, nor leave anything half done. */
export async function fuzz<Sent>(
  make: (known: readonly string[]) => fc.Arbitrary<Sent>,
  send: (house: HandSeeded, sent: Sent) => Promise<Answered>,
): Promise<ReadonlyMap<number, number>> {
  const { house, known } = await seeded()
  const met = new Map<number, number>()
  let sent = 0
  const property = fc.asyncProperty(make(known), async (each) => {
    if (++sent % ROUND === 0) {
      await expectWhole(house)
      house.store.reset(TENANT)
    }
    const { status, text, json } = await send(house, each)
    met.set(status, (met.get(status) ?? 0) + 1)
    if (status >= 500) expect([501, 503]).toContain(status)
    if (text.startsWith('--batchresponse')) expect(text).not.toContain('HTTP/1.1 500')
    else if (status >= 400) expect([text, typeof json?.error?.message]).toEqual([text, 'string'])
  })
  await fc.assert(property, { seed: 66, numRuns: RUNS, endOnFailure: true })
  await expectWhole(house)
  return met
}
