import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { DomainError } from '../../../kernel/errors.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import { type FetchCondition, type FetchFilter, type FetchLink, type FetchTable, linkKinds } from './fetch-query.js'
import { columnOf, tableNamed } from './names.js'
import { invalidElement, type XmlElement } from './parse-xml.js'
import { oneOf } from './xml-values.js'

/** Filters are read when all tables are known: a condition may be about one that is joined later. */
interface OpenTable extends FetchTable {
  readonly filters: FetchFilter[]
  readonly links: FetchLink[]
}

/** The tables of a query as they are read, by their aliases. */
export class Scope {
  readonly #context: RequestContext
  readonly #tables: OpenTable[] = []

  constructor(context: RequestContext) {
    this.#context = context
  }

  /** How many tables have been read. */
  get size(): number {
    return this.#tables.length
  }

  /** Reads an `entity` and everything that is joined to it. */
  table(table: TableMetadata, element: XmlElement, alias: string | undefined): FetchTable {
    const source = this.#open(table, alias ?? table.logicalName)
    this.#fill(source, element)
    return source
  }

  #open(table: TableMetadata, alias: string): OpenTable {
    const source = { at: this.#tables.length, alias, table, filters: [], links: [] }
    this.#tables.push(source)
    return source
  }

  #fill(source: OpenTable, element: XmlElement): void {
    for (const child of element.children) if (child.name === 'link-entity') source.links.push(this.#link(source, child))
    for (const child of element.children) if (child.name === 'filter') source.filters.push(this.#filter(source, child))
  }

  #link(parent: OpenTable, element: XmlElement): FetchLink {
    const { attributes } = element
    const table = tableNamed(this.#context, attributes.get('name') ?? '')
    const given = attributes.get('alias')
    if (given && this.#tables.some(({ alias }) => alias === given)) throw new DomainError('fetchAliasTaken')
    const from = columnOf(table, attributes.get('from') ?? table.primaryId)
    const to = columnOf(parent.table, attributes.get('to') ?? parent.table.primaryId)
    const kind = oneOf(element, 'link-type', linkKinds) ?? 'inner'
    const source = this.#open(table, given || `${table.logicalName}${this.#tables.length}`)
    this.#fill(source, element)
    return Object.assign(source, { kind, parent, from, to })
  }

  #filter(source: OpenTable, element: XmlElement): FetchFilter {
    const type = element.attributes.get('type')?.toLowerCase() ?? 'and'
    if (type !== 'and' && type !== 'or')
      throw new RequestRefused(400, '0x80041122', "Unsupported filter type. Valid values are 'and', or 'or'.")
    const children = (name: string) => element.children.filter((child) => child.name === name)
    return {
      type,
      conditions: children('condition').map((child) => this.#condition(source, child)),
      filters: children('filter').map((child) => this.#filter(source, child)),
      links: children('link-entity').map((child) => this.#link(source, child)),
    }
  }

  #condition(source: OpenTable, element: XmlElement): FetchCondition {
    const { attributes, children } = element
    const about = this.#named(attributes.get('entityname'), source)
    const column = columnOf(about.table, attributes.get('attribute') ?? '')
    const value = attributes.get('value')
    const values = children.filter(({ name }) => name === 'value').map(({ text }) => text)
    return {
      source: about,
      column,
      operator: attributes.get('operator')?.toLowerCase() ?? '',
      values: value === undefined ? values : [value, ...values],
      other: this.#other(source, attributes.get('valueof')),
    }
  }

  /** `column` of the same table, or `alias.column`. */
  #other(source: OpenTable, name: string | undefined): FetchCondition['other'] {
    if (!name) return undefined
    const dot = name.lastIndexOf('.')
    const about = this.#named(dot < 0 ? undefined : name.slice(0, dot), source)
    return { source: about, column: columnOf(about.table, name.slice(dot + 1)) }
  }

  #named(alias: string | undefined, otherwise: OpenTable): OpenTable {
    if (!alias) return otherwise
    const found = this.#tables.find((each) => each.alias === alias || (each.at > 0 && each.table.logicalName === alias))
    if (!found) throw invalidElement()
    return found
  }
}
