import { readFileSync } from 'node:fs'
import { extname } from 'node:path'

export const FOLDER = 'test/clients'

export type Way = 'http' | 'https' | 'proxy'
export type Toolchain = 'node' | 'shell' | 'python' | 'go' | 'java' | 'chromium'

/** A program that a page of docs/clients shows, and what it must do. */
export interface Recipe {
  readonly client: string
  /** The page under docs/clients, without `.md`. */
  readonly page: string
  /** The file under test/clients. */
  readonly program: string
  /** The program beside it that is run with it, where it is no program by itself. */
  readonly host?: string
  /** What runs it, where that is not told by its name. */
  readonly toolchain?: Toolchain
  /** What the program shows, as the table of recipes names it. */
  readonly shows: string
  readonly ways: readonly Way[]
  /** The purpose of the app whose id and secret the program is given; `api` is an API that was registered. */
  readonly app: string
  /** The purpose of the user whose name and password the program, or the person before it, is given. */
  readonly user?: string
  /** What somebody does with the address that the program prints; without it the program runs by itself. */
  readonly scene?: 'signIn' | 'webApp' | 'api'
  /** What is printed in the end: a regular expression in which a dot is any character. */
  readonly prints: string
  /** What is printed when secret, password and certificate are wrong; without it the program is not tried with such. */
  readonly refusal?: string
  /** Other packages that the program is run with in place of one that it imports: besides that one, or instead. */
  readonly alsoWith?: Readonly<Record<string, readonly string[]>>
  readonly onlyWith?: Readonly<Record<string, readonly string[]>>
}

const TOOLCHAINS: Readonly<Record<string, Toolchain>> = {
  '.mjs': 'node',
  '.sh': 'shell',
  '.py': 'python',
  '.go': 'go',
  '.java': 'java',
}

/** Every recipe, in the order of the pages. */
export function readRecipes(): readonly Recipe[] {
  return JSON.parse(readFileSync(`${FOLDER}/recipes.json`, 'utf8')) as Recipe[]
}

export function toolchainOf({ program, toolchain: named }: Recipe): Toolchain {
  const toolchain = named ?? TOOLCHAINS[extname(program)]
  if (!toolchain) throw new Error(`${program}: no toolchain runs such a file`)
  return toolchain
}
