import type { ColumnType } from '../../../domain/dataverse/metadata.js'

/** `[AttributeType, AttributeTypeName, name of the metadata type]` */
type TypeNames = readonly [string, string, string]

/** What a type of column is called in its definition. */
export const metadataNames: Readonly<Record<ColumnType, TypeNames>> = {
  String: ['String', 'StringType', 'StringAttributeMetadata'],
  Memo: ['Memo', 'MemoType', 'MemoAttributeMetadata'],
  Integer: ['Integer', 'IntegerType', 'IntegerAttributeMetadata'],
  BigInt: ['BigInt', 'BigIntType', 'BigIntAttributeMetadata'],
  Decimal: ['Decimal', 'DecimalType', 'DecimalAttributeMetadata'],
  Double: ['Double', 'DoubleType', 'DoubleAttributeMetadata'],
  Money: ['Money', 'MoneyType', 'MoneyAttributeMetadata'],
  Boolean: ['Boolean', 'BooleanType', 'BooleanAttributeMetadata'],
  Picklist: ['Picklist', 'PicklistType', 'PicklistAttributeMetadata'],
  State: ['State', 'StateType', 'StateAttributeMetadata'],
  Status: ['Status', 'StatusType', 'StatusAttributeMetadata'],
  Lookup: ['Lookup', 'LookupType', 'LookupAttributeMetadata'],
  Owner: ['Owner', 'OwnerType', 'LookupAttributeMetadata'],
  Customer: ['Customer', 'CustomerType', 'LookupAttributeMetadata'],
  Uniqueidentifier: ['Uniqueidentifier', 'UniqueidentifierType', 'UniqueIdentifierAttributeMetadata'],
  DateTime: ['DateTime', 'DateTimeType', 'DateTimeAttributeMetadata'],
  EntityName: ['EntityName', 'EntityNameType', 'EntityNameAttributeMetadata'],
  ManagedProperty: ['ManagedProperty', 'ManagedPropertyType', 'ManagedPropertyAttributeMetadata'],
  Image: ['Virtual', 'ImageType', 'ImageAttributeMetadata'],
  File: ['Virtual', 'FileType', 'FileAttributeMetadata'],
}

/** Actions take definitions as complex types, whose names begin alike. */
const namespace = /^#?Microsoft\.Dynamics\.CRM\.(?:Complex)?/

/** The type of column that a definition's type, or its `AttributeType` alone, stands for. */
export function columnTypeOf(body: {
  readonly '@odata.type'?: string
  readonly AttributeType?: string
}): ColumnType | undefined {
  const wanted = body['@odata.type']?.replace(namespace, '')
  for (const [type, [attributeType, , metadataType]] of Object.entries(metadataNames)) {
    const isMeant = wanted === undefined ? attributeType === body.AttributeType : metadataType === wanted
    // The keys of the table are the types.
    if (isMeant) return type as ColumnType
  }
  return undefined
}
