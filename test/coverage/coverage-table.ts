/** What a coverage page says in the column "tested" of the operation with this id. */
export type Mark = (operationId: string) => string

/** A title, what it says below it, and one section of text for each entry. */
export function coverageOf(title: string, introduction: string, sections: ReadonlyMap<string, string>): string {
  const texts = Array.from(sections, ([name, text]) => `## ${name}\n\n${text}\n`)
  return [`# ${title}\n\n${introduction}\n`, ...texts].join('\n')
}

/** A table in Markdown; an empty cell reads "none". */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell || 'none').join(' | ')} |`
}
