/** A piece of metadata as its endpoint shows it: members in PascalCase. */
export type Definition = Readonly<Record<string, unknown>>

/** A definition with what can be reached from it; worked out when somebody looks. */
export interface DefinitionNode {
  readonly definition: Definition
  /** Collections and single values behind navigation properties. */
  readonly navigations: Readonly<Record<string, () => readonly DefinitionNode[] | DefinitionNode | undefined>>
}

/** A definition from which nothing leads on. */
export const noNavigations: DefinitionNode['navigations'] = {}
