const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it stands in HTML, also inside quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** HTML that may be put into a page as it is. */
export interface Html {
  readonly html: string
}

/** Builds HTML: every value that is put in is escaped unless it is HTML already; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: String.raw({ raw: strings }, ...values.map(textOf)) }
}

type HtmlValue = string | number | Html | readonly Html[] | undefined | false

function textOf(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((part) => part.html).join('')
  return escapeHtml(String(value))
}
