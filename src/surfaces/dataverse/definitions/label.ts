import { guidOf } from '../../../kernel/guid.js'

/** A text in the languages of the organization, of which there is one (Microsoft: Label complex type). */
export function labelOf(text: string | null, source: string): object {
  if (text === null) return { LocalizedLabels: [], UserLocalizedLabel: null }
  const label = {
    Label: text,
    LanguageCode: 1033,
    IsManaged: true,
    MetadataId: guidOf(`label/${source}`),
    HasChanged: null,
  }
  return { LocalizedLabels: [label], UserLocalizedLabel: label }
}

/** A managed property as definitions show it. */
export function managed(name: string, value: boolean, canBeChanged = true): object {
  return { Value: value, CanBeChanged: canBeChanged, ManagedPropertyLogicalName: name }
}
