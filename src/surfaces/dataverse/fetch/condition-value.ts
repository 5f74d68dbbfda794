import type { ColumnMetadata } from '../../../domain/dataverse/metadata.js'
import { isLookup } from '../../../domain/dataverse/metadata.js'
import { isGuid } from '../../../kernel/guid.js'
import { parseInstant } from '../../../kernel/instant.js'
import type { Literal } from '../../../odata/nodes/literal.js'
import { guidLiteral, literalOf, makeLiteral, numberLiteral } from '../../../odata/nodes/make-literal.js'
import { edmTypeOf } from '../entity-types.js'
import { RequestRefused } from '../errors.js'

/** What a value of a condition means for a column. Throws a refusal for what it cannot hold. */
export function literalFor(column: ColumnMetadata, text: string): Literal {
  const trimmed = text.trim()
  if (isLookup(column) || column.type === 'Uniqueidentifier') {
    const guid = trimmed.replace(/^\{(.*)\}$/, '$1')
    if (!isGuid(guid)) throw wrongValue(column, text)
    return guidLiteral(guid)
  }
  switch (edmTypeOf(column)) {
    case 'Edm.Int32':
    case 'Edm.Int64':
    case 'Edm.Decimal':
    case 'Edm.Double':
      if (!/^[+-]?\d+(\.\d+)?$/.test(trimmed)) throw wrongValue(column, text)
      return numberLiteral(trimmed.replace(/^\+/, ''))
    case 'Edm.Boolean':
      if (!/^(0|1|true|false)$/i.test(trimmed)) throw wrongValue(column, text)
      return literalOf(/^(1|true)$/i.test(trimmed))
    case 'Edm.Date':
    case 'Edm.DateTimeOffset':
      return dateLiteral(column, trimmed)
    default:
      return literalOf(text)
  }
}

/** A date without a time is its first moment, and without a zone it is in UTC, which is every user's here. */
function dateLiteral(column: ColumnMetadata, text: string): Literal {
  const type = edmTypeOf(column)
  const [day = '', time] = text.split(/[T ]/)
  const whole =
    time === undefined ? `${day}T00:00:00Z` : `${day}T${/Z|[+-]\d\d:?\d\d$/i.test(time) ? time : `${time}Z`}`
  const instant = parseInstant(whole)
  if (instant === undefined) throw wrongValue(column, text)
  return makeLiteral(type, instant, type === 'Edm.Date' ? day : whole)
}

function wrongValue({ logicalName, type }: ColumnMetadata, text: string): RequestRefused {
  const message = `The value '${text}' of the condition for attribute '${logicalName}' is not of type '${type}'.`
  return new RequestRefused(400, '0x80040203', message)
}
