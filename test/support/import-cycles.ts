import type { Import } from './read-imports.js'

/** Each circle of imports once, as `a → b → a`, beginning where a depth-first walk first entered it. */
export function findCycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to])
  const finished = new Set<string>()
  const path: string[] = []
  const cycles = new Set<string>()
  const visit = (file: string): void => {
    const entered = path.indexOf(file)
    if (entered !== -1) cycles.add([...path.slice(entered), file].join(' → '))
    if (entered !== -1 || finished.has(file)) return
    path.push(file)
    for (const target of targets.get(file) ?? []) visit(target)
    path.pop()
    finished.add(file)
  }
  for (const file of targets.keys()) visit(file)
  return [...cycles]
}
