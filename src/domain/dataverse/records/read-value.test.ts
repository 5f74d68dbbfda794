import { describe, expect, it } from 'vitest'
import { standardTable } from '../standard-tables.js'
import { readValue } from './read-value.js'

const account = standardTable('account')
if (!account) throw new Error('there are accounts')

function read(column: string, value: unknown): unknown {
  const metadata = account?.columns.get(column)
  if (!account || !metadata) throw new Error(`no column ${column}`)
  return readValue(account, metadata, value)
}

describe('readValue', () => {
  it.each([
    ['name', 'Acme', 'Acme'],
    ['name', null, null],
    ['numberofemployees', 10, 10],
    ['numberofemployees', '200', 200],
    ['revenue', '1.5', 1.5],
    ['address1_latitude', 47.6395831234, 47.63958],
    ['creditonhold', true, true],
    ['accountcategorycode', 1, 1],
    ['lastonholdtime', '2024-01-31T12:00:00.250+02:00', '2024-01-31T10:00:00Z'],
    ['overriddencreatedon', '2024-01-31', '2024-01-31'],
    ['accountid', 'AAAAAAAA-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000001'],
  ])('%s takes %j as %j', (column, value, stored) => {
    expect(read(column, value)).toBe(stored)
  })

  it.each([
    ['name', 5, 'wrongType'],
    ['name', 'x'.repeat(161), 'textTooLong'],
    ['numberofemployees', 1.5, 'wrongType'],
    ['numberofemployees', -1, 'integerOutOfRange'],
    ['address1_latitude', 91, 'decimalOutOfRange'],
    ['accountcategorycode', 99, 'choiceOutOfRange'],
    ['creditonhold', 'true', 'wrongType'],
    ['overriddencreatedon', '2024-02-30', 'dateInvalid'],
    ['accountid', '{AAAAAAAA-0000-4000-8000-000000000001}', 'wrongType'],
  ])('%s refuses %j: %s', (column, value, word) => {
    expect(() => read(column, value)).toThrowError(expect.objectContaining({ word }))
  })
})
