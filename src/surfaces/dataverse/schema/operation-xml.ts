import { type Html, html as xml } from '../../../http/html.js'
import type { Operation } from '../operation.js'
import { operations } from '../operation-table.js'
import { type Signature, signatures } from './operation-signatures.js'
import { csdlType, membersXml, parametersXml } from './type-names.js'

const NOTHING: Signature = {}

/** Every function and action: once, or once for each table to whose rows it is bound, behind the type it answers with. */
export function operationsXml(): readonly Html[] {
  return operations.flatMap((operation) => [
    ...resultXml(operation),
    ...bindingsOf(operation).map(operationXml(operation)),
  ])
}

function resultXml({ name }: Operation): readonly Html[] {
  const { answers } = signatures[name] ?? NOTHING
  return typeof answers === 'object'
    ? [xml`<ComplexType Name="${name}Response">${membersXml(answers)}</ComplexType>`]
    : []
}

/** The parameter that stands for what an operation is called on; none for one that is called on nothing. */
function bindingsOf({ boundTo, collection }: Operation): readonly (Html | undefined)[] {
  if (!boundTo) return [undefined]
  return boundTo.map((table) => {
    const type = table === '*' ? 'crmbaseentity' : table
    return collection
      ? xml`<Parameter Name="entityset" Type="${csdlType(`[${type}]`)}" Nullable="false"/>`
      : xml`<Parameter Name="entity" Type="${csdlType(type)}" Nullable="false"/>`
  })
}

function operationXml({ name, kind }: Operation) {
  const { takes = {}, answers } = signatures[name] ?? NOTHING
  const isRows = typeof answers === 'string'
  const composable = kind === 'function' && isRows && xml` IsComposable="true"`
  const type = isRows ? csdlType(answers) : `mscrm.${name}Response`
  const result = answers !== undefined && xml`<ReturnType Type="${type}" Nullable="false"/>`
  return (binding: Html | undefined): Html => {
    const bound = binding && xml` IsBound="true"`
    const content = xml`${binding}${parametersXml(takes)}${result}`
    return kind === 'function'
      ? xml`<Function Name="${name}"${bound}${composable}>${content}</Function>`
      : xml`<Action Name="${name}"${bound}>${content}</Action>`
  }
}

/** How the operations that are called on nothing are reached. */
export function importsXml(): readonly Html[] {
  return operations
    .filter(({ boundTo }) => !boundTo)
    .map(({ name, kind }) =>
      kind === 'function'
        ? xml`<FunctionImport Name="${name}" Function="mscrm.${name}"/>`
        : xml`<ActionImport Name="${name}" Action="mscrm.${name}"/>`,
    )
}
