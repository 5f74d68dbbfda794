import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Stage, scenes } from './scenes.js'
import { commandOf } from './toolchains.js'
import type { Variables } from './variables.js'

export interface Outcome {
  readonly isWell: boolean
  /** All that was printed by the program, and by what it serves. */
  readonly printed: string
}

/** Milliseconds after which a program is ended. */
const PATIENCE = 300_000
const ADDRESS = /https?:\/\/\S+/

/**
 * Runs the program of a recipe with these variables and plays its scene. A program that serves is ended after that, and
 * did well if it got so far.
 */
export async function runProgram(stage: Stage, variables: Variables): Promise<Outcome> {
  const { recipe } = stage
  const [command = '', ...argv] = commandOf(recipe)
  const child = spawn(command, argv, { env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  const ended = once(child, 'close').catch((error) => [error])
  const printed = { text: '' }
  try {
    const served = await play(stage, child, printed, ended)
    if (served === undefined) return { isWell: (await ended)[0] === 0, printed: printed.text }
    return { isWell: true, printed: printed.text + served }
  } catch (error) {
    return { isWell: false, printed: `${printed.text}\n${error}` }
  } finally {
    child.kill('SIGKILL')
    await ended
    clearTimeout(timer)
  }
}

/** Listens, and plays the scene of the recipe as soon as an address is printed. Answers with what the program served. */
async function play(
  stage: Stage,
  child: ChildProcess,
  printed: { text: string },
  ended: Promise<unknown>,
): Promise<string | undefined> {
  const address = await new Promise<string | undefined>((resolve) => {
    const listen = (chunk: Buffer) => {
      printed.text += chunk.toString()
      const found = printed.text.endsWith('\n') ? ADDRESS.exec(printed.text) : null
      if (found) resolve(found[0])
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    ended.then(() => resolve(undefined))
  })
  const { scene } = stage.recipe
  if (!scene || address === undefined) return undefined
  const brought = await scenes[scene](stage, address, printed.text)
  return scene === 'api' || scene === 'webApp' ? brought : undefined
}
