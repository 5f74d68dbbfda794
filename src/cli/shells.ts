/** How a shell sets environment variables. */
export interface Shell {
  /** One line that sets a variable for the programs started from now on. */
  readonly assign: (name: string, value: string) => string
  /** What a person types to have the output of a command carried out. */
  readonly evaluate: (command: string) => string
  /** Where names are read without regard to case, saying them twice would say nothing new. */
  readonly readsCase: boolean
}

/** A text as one word of sh and its like. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The shells that can be written for, by the name that `--shell` takes. */
export const shells: Readonly<Record<string, Shell>> = {
  sh: {
    // With the semicolon the lines may also be joined, as an unquoted $(…) does.
    assign: (name, value) => `export ${name}=${quote(value)};`,
    evaluate: (command) => `eval "$(${command})"`,
    readsCase: true,
  },
  fish: {
    assign: (name, value) => `set -gx ${name} '${value.replace(/['\\]/g, '\\$&')}';`,
    evaluate: (command) => `${command} | source`,
    readsCase: true,
  },
  powershell: {
    assign: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    evaluate: (command) => `${command} | Out-String | Invoke-Expression`,
    readsCase: false,
  },
  cmd: {
    assign: (name, value) => `set "${name}=${value}"`,
    evaluate: (command) => `for /f "delims=" %i in ('${command}') do @%i`,
    readsCase: false,
  },
}
