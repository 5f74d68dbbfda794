/** A text in the language of the organization. */
export function label(text: string): object {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.Label',
    LocalizedLabels: [{ '@odata.type': 'Microsoft.Dynamics.CRM.LocalizedLabel', Label: text, LanguageCode: 1033 }],
  }
}

/** A column of a type, with what is said of it. */
export function column(type: string, SchemaName: string, more: object = {}): object {
  return {
    '@odata.type': `Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    SchemaName,
    DisplayName: label(SchemaName.slice(SchemaName.indexOf('_') + 1)),
    RequiredLevel: { Value: 'None' },
    ...more,
  }
}

interface TableWishes {
  readonly columns?: readonly object[]
  readonly [member: string]: unknown
}

/** A table with a primary name and, if given, further columns. */
export function table(SchemaName: string, { columns = [], ...more }: TableWishes = {}): object {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.EntityMetadata',
    SchemaName,
    DisplayName: label('Bank account'),
    DisplayCollectionName: label('Bank accounts'),
    Description: label('Accounts at a bank'),
    OwnershipType: 'UserOwned',
    IsActivity: false,
    HasActivities: false,
    HasNotes: false,
    Attributes: [
      column('String', 'new_AccountName', { IsPrimaryName: true, MaxLength: 40, FormatName: { Value: 'Text' } }),
      ...columns,
    ],
    ...more,
  }
}

/** A lookup of one table to another, with its relationship. */
export function lookup(SchemaName: string, ReferencingEntity: string, ReferencedEntity: string): object {
  return {
    '@odata.type': 'Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata',
    SchemaName,
    ReferencedEntity,
    ReferencingEntity,
    Lookup: { ...column('Lookup', 'new_OwnerAccountId'), AttributeType: 'Lookup' },
  }
}
