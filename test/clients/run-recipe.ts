import type { Emulator } from './emulator.js'
import { type Recipe, toolchainOf, type Way } from './recipe.js'
import { runPage } from './run-page.js'
import { type Outcome, runProgram } from './run-program.js'
import { variablesOf } from './toolchains.js'
import { originOf, type Variables, variablesFor, wrongVariables } from './variables.js'

/** One run of a recipe: one way, with one version of the client. */
export interface Run {
  readonly name: string
  readonly recipe: Recipe
  readonly way: Way
  /** The package that stands in for the one that the program imports, `name=other`. */
  readonly usePackage: string | undefined
}

/** Every run of a recipe. */
export function runsOf(recipe: Recipe): readonly Run[] {
  const { client, shows, ways, onlyWith = {}, alsoWith = {} } = recipe
  const versions = [...replacements(onlyWith), ...replacements(alsoWith)]
  const all = Object.keys(onlyWith).length > 0 ? versions : [undefined, ...versions]
  return ways.flatMap((way) =>
    all.map((usePackage) => {
      const version = usePackage === undefined ? client : `${client} as ${usePackage.split('=')[1]}`
      return { name: `${version}: ${shows}, ${way}`, recipe, way, usePackage }
    }),
  )
}

function replacements(packages: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(packages).flatMap(([name, others]) => others.map((other) => `${name}=${other}`))
}

/** Runs a recipe's program with what is right, and with a wrong secret. Answers with what is wrong about that, if anything. */
export async function runTo(emulator: Emulator, { recipe, way, usePackage }: Run): Promise<string | undefined> {
  await emulator.restore()
  const variables: Variables = {
    ...variablesFor(emulator, recipe, way),
    ...variablesOf(toolchainOf(recipe), emulator, way),
    ...(usePackage !== undefined && { USE_PACKAGE: usePackage }),
  }
  const stage = { emulator, recipe, origin: originOf(emulator, way) }
  const play = toolchainOf(recipe) === 'chromium' ? runPage : runProgram
  const trial = async (given: Variables, shouldBe: boolean, expected: string) =>
    complaintAbout(await play(stage, given), shouldBe, expected)
  const trials = [trial(variables, true, recipe.prints)]
  if (recipe.refusal !== undefined)
    trials.push(trial({ ...variables, ...wrongVariables(emulator) }, false, recipe.refusal))
  return (await Promise.all(trials)).find((complaint) => complaint !== undefined)
}

const LINES = 40
const COLUMNS = 400

function complaintAbout({ isWell, printed }: Outcome, shouldBe: boolean, expected: string): string | undefined {
  if (isWell === shouldBe && new RegExp(expected, 's').test(printed)) return undefined
  const shown = printed.trim().split('\n', LINES)
  const end = shouldBe ? 'end well' : 'fail'
  return [`it should ${end} and print /${expected}/`, ...shown.map((line) => `  | ${line.slice(0, COLUMNS)}`)].join(
    '\n',
  )
}
