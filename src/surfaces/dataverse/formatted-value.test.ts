import { describe, expect, it } from 'vitest'
import { standardTable } from '../../domain/dataverse/standard-tables.js'
import { formattedValue } from './formatted-value.js'

describe('formattedValue', () => {
  it.each([
    ['account', 'statecode', 0, 'Active'],
    ['account', 'revenue', 1234567.5, '$1,234,567.50'],
    ['account', 'revenue', -5, '-$5.00'],
    ['account', 'numberofemployees', 12345, '12,345'],
    ['account', 'createdon', '2023-04-07T21:59:01Z', '4/7/2023 9:59 PM'],
    ['account', 'createdon', '2023-04-07T00:05:00Z', '4/7/2023 12:05 AM'],
    ['contact', 'birthdate', '2023-04-07', '4/7/2023'],
    ['systemuser', 'isdisabled', false, 'Enabled'],
    ['account', 'name', 'Acme', undefined],
    ['account', 'revenue', null, undefined],
  ])('%s.%s %j is %j', (table, column, value, expected) => {
    const metadata = standardTable(table)?.columns.get(column)
    expect(metadata && formattedValue(metadata, value)).toBe(expected)
  })
})
