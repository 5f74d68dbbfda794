import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** One import of one source file. */
export interface Import {
  /** Path of the importing file from the project's root: `src/kernel/ids.ts`. */
  readonly from: string
  /** What is imported: the path of one of our files from the root, or a package as it is named. */
  readonly to: string
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean
}

// Imports inside comments are no imports; a comment begins on a line of its own, or it could be a regular expression.
const COMMENT = /^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm
const STATIC = /^[ \t]*(import|export)\b(?:([\w\s{},*$]*?)\bfrom\s*)?\s*(['"])([^'"\n]+)\3/gm
// A method may be called import, too: `control.import(x)` and its declaration `import(x: X)` bring nothing in.
const DYNAMIC = /(?<!\.)\bimport\((?!\s*\w+\??:)\s*(?:(['"])([^'"\n]+)\1\s*(?:,[^)]*)?\)(\.[A-Z])?)?/g

/** Every import, re-export and dynamic import in a file's text; `unreadable` counts dynamic imports that name no module. */
export function readImports(from: string, text: string): { imports: Import[]; unreadable: number } {
  const code = text.replace(COMMENT, '')
  const imports: Import[] = []
  let unreadable = 0
  for (const [, , clause = '', , to = ''] of code.matchAll(STATIC))
    imports.push({ from, to: resolve(from, to), typeOnly: bringsTypesOnly(clause) })
  for (const [, , to, typeAccess] of code.matchAll(DYNAMIC)) {
    if (to === undefined) unreadable++
    else imports.push({ from, to: resolve(from, to), typeOnly: typeAccess !== undefined })
  }
  return { imports, unreadable }
}

/** `type { A }`, `{ type A, type B }`: the clause between `import` and `from`. */
function bringsTypesOnly(clause: string): boolean {
  if (/^\s+type\s+[\w{*]/.test(clause)) return true
  const named = /^\s*\{([^}]*)\}\s*$/.exec(clause)?.[1]
  if (named === undefined) return false
  const names = named
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names.length > 0 && names.every((name) => name.startsWith('type '))
}

function resolve(from: string, to: string): string {
  if (!to.startsWith('.')) return to
  return posix.join(posix.dirname(from), to).replace(/\.js$/, '.ts')
}

/** Paths of all files with one of the endings under a folder, from the project's root. */
export function listFiles(folder: string, endings: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .sort()
}

export function readSource(path: string): string {
  return readFileSync(join(process.cwd(), path), 'utf8')
}
