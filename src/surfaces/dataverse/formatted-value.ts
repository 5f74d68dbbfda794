import type { ColumnMetadata } from '../../domain/dataverse/metadata.js'
import type { Value } from '../../domain/dataverse/tables.js'

/** A value as a person reads it (en-US, UTC, US dollars), or undefined for types that have no other form. */
export function formattedValue(column: ColumnMetadata, value: Value): string | undefined {
  if (value === null) return undefined
  switch (column.type) {
    case 'Picklist':
    case 'State':
    case 'Status':
    case 'Boolean':
      return choiceLabel(column, value)
    case 'Money':
      return formatMoney(Number(value), column.precision ?? 2)
    case 'Integer':
      return grouped(Number(value), 0)
    case 'Decimal':
    case 'Double':
      return grouped(Number(value), column.precision ?? 2)
    case 'DateTime':
      return formatDate(String(value), column.format === 'DateOnly')
    default:
      return undefined
  }
}

function choiceLabel(column: ColumnMetadata, value: Value): string | undefined {
  const option = column.options?.find(([each]) => each === value || Number(each) === Number(value))
  if (option) return option[1]
  if (column.type === 'Boolean') return value ? 'Yes' : 'No'
  return undefined
}

function formatMoney(value: number, precision: number): string {
  const text = `$${grouped(Math.abs(value), Math.min(precision, 2))}`
  return value < 0 ? `-${text}` : text
}

/** A number with thousands separated and a fixed number of decimals. */
function grouped(value: number, decimals: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const text = fraction === undefined ? separated : `${separated}.${fraction}`
  return value < 0 ? `-${text}` : text
}

/** `4/7/2023 2:59 PM`, or the day alone. */
function formatDate(value: string, dayOnly: boolean): string {
  const date = new Date(value)
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  if (dayOnly) return day
  const hours = date.getUTCHours()
  const minutes = String(date.getUTCMinutes()).padStart(2, '0')
  return `${day} ${hours % 12 === 0 ? 12 : hours % 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`
}
