import type { EntityType } from './model.js'
import type { ExpandItem, SelectItem } from './nodes/query.js'
import { ODataProblem } from './problem.js'

/** Refuses names in `$select` that the type does not have (`unknownProperty`); navigation names pass. */
export function checkSelect<Row>(select: readonly SelectItem[], type: EntityType<Row>): void {
  for (const item of select) checkPath(item, type as EntityType)
}

/** Refuses names in `$expand` that are no navigation, at every depth, and unknown names in nested `$select`. */
export function checkExpand<Row>(expand: readonly ExpandItem[], type: EntityType<Row>): void {
  for (const { path, options, position } of expand) {
    if (path[0] === '*') continue
    const target = targetOf(path, position, type as EntityType)
    if (options.select) checkSelect(options.select, target)
    if (options.expand) checkExpand(options.expand, target)
  }
}

function checkPath({ path, position }: SelectItem, start: EntityType): void {
  if (path[0] === '*') return
  let type: EntityType | undefined = start
  for (const name of path) {
    if (!type) return
    type = memberType(name, position, type)
  }
}

/** The type of what a name leads to, undefined for a plain value; refuses unknown names. */
function memberType(name: string, position: number, type: EntityType): EntityType | undefined {
  const property = type.property(name)
  if (property) return property.complex
  return type.navigation(name)?.target() ?? castType(name, type) ?? unknownProperty(name, position, type)
}

function targetOf(path: readonly string[], position: number, start: EntityType): EntityType {
  let type = start
  for (const name of path) {
    type =
      type.navigation(name)?.target() ??
      castType(name, type) ??
      type.property(name)?.complex ??
      unknownProperty(name, position, type)
  }
  return type
}

function castType(name: string, type: EntityType): EntityType | undefined {
  return name === type.name ? type : type.cast?.(name)?.type
}

function unknownProperty(property: string, position: number, type: EntityType): never {
  throw new ODataProblem({ reason: 'unknownProperty', property, type: type.name }, position)
}
