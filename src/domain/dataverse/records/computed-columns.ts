import { baseCurrencyIdOf } from '../base-currency.js'
import { composedAddress } from '../composed-address.js'
import type { Environment } from '../environment-rows.js'
import { fullNameOf } from '../full-name.js'
import type { TableMetadata } from '../metadata.js'
import type { Row, Value } from '../tables.js'

/** The columns that follow from others: full names, composed addresses, the currency of money. */
export function computedColumns(environment: Environment, table: TableMetadata, row: Row): Row {
  const computed: Record<string, Value> = {}
  if (table.columns.has('fullname') && table.columns.has('lastname')) computed.fullname = fullNameOf(row)
  for (const prefix of ['address1', 'address2'] as const) {
    const column = `${prefix}_composite`
    if (table.columns.has(column)) computed[column] = composedAddress(row, prefix)
  }
  const needsCurrency = !row.transactioncurrencyid && table.columns.has('transactioncurrencyid')
  if (needsCurrency && holdsMoney(table, row)) computed.transactioncurrencyid = baseCurrencyIdOf(environment)
  if ((computed.transactioncurrencyid || row.transactioncurrencyid) && table.columns.has('exchangerate'))
    computed.exchangerate = row.exchangerate ?? 1
  return computed
}

function holdsMoney(table: TableMetadata, row: Row): boolean {
  return Object.keys(row).some((name) => row[name] !== null && table.columns.get(name)?.type === 'Money')
}
