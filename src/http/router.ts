/** What a router needs to know of a route; surfaces add what they like. */
export interface RoutePattern {
  readonly method: string
  /** `/users/{id}/assignLicense`: literals and `{parameters}`. */
  readonly path: string
}

export type RouteMatch<Route> =
  | { readonly kind: 'found'; readonly route: Route; readonly parameters: Readonly<Record<string, string>> }
  | { readonly kind: 'wrongMethod'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' /** The first segment nothing matched. */; readonly segment: string }

interface Node<Route> {
  readonly literals: Map<string, Node<Route>>
  parameter: Node<Route> | undefined
  readonly methods: Map<string, { route: Route; names: readonly string[] }>
}

export interface Router<Route> {
  /** Finds the route of a method and decoded path segments. Literals win over parameters. */
  match(method: string, segments: readonly string[]): RouteMatch<Route>
}

/** A tree over the segments of the routes: matching costs one look-up per segment. */
export function createRouter<Route extends RoutePattern>(
  routes: readonly Route[],
  options: { caseSensitive?: boolean } = {},
): Router<Route> {
  const fold = options.caseSensitive ? (text: string) => text : (text: string) => text.toLowerCase()
  const root = newNode<Route>()
  for (const route of routes) insert(root, route, fold)
  return {
    match(method, segments) {
      const values: string[] = []
      const reached = { depth: 0 }
      const node = walk(root, segments, 0, values, fold, reached)
      if (!node) return { kind: 'unknown', segment: segments[reached.depth] ?? segments.at(-1) ?? '' }
      const found = node.methods.get(method)
      if (!found) return { kind: 'wrongMethod', allowed: [...node.methods.keys()] }
      const parameters: Record<string, string> = {}
      for (const [at, name] of found.names.entries()) parameters[name] = values[at] ?? ''
      return { kind: 'found', route: found.route, parameters }
    },
  }
}

function newNode<Route>(): Node<Route> {
  return { literals: new Map(), parameter: undefined, methods: new Map() }
}

function insert<Route extends RoutePattern>(root: Node<Route>, route: Route, fold: (text: string) => string): void {
  const names: string[] = []
  let node = root
  for (const segment of route.path.split('/').filter((part) => part !== '')) {
    if (segment.startsWith('{')) {
      names.push(segment.slice(1, -1))
      node.parameter ??= newNode()
      node = node.parameter
    } else {
      const key = fold(segment)
      const next = node.literals.get(key) ?? newNode<Route>()
      node.literals.set(key, next)
      node = next
    }
  }
  if (node.methods.has(route.method)) throw new Error(`two routes for ${route.method} ${route.path}`)
  node.methods.set(route.method, { route, names })
}

function walk<Route>(
  node: Node<Route>,
  segments: readonly string[],
  depth: number,
  values: string[],
  fold: (text: string) => string,
  reached: { depth: number },
): Node<Route> | undefined {
  reached.depth = Math.max(reached.depth, depth)
  if (depth === segments.length) return node.methods.size > 0 ? node : undefined
  const segment = segments[depth] as string
  const literal = node.literals.get(fold(segment))
  if (literal) {
    const found = walk(literal, segments, depth + 1, values, fold, reached)
    if (found) return found
  }
  if (!node.parameter) return undefined
  values.push(segment)
  const found = walk(node.parameter, segments, depth + 1, values, fold, reached)
  if (!found) values.pop()
  return found
}
