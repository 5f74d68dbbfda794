// `npm run docs`: puts the programs of test/clients into the pages of docs/clients, where a comment names them, and the
// table of them all into docs/clients/README.md. With --check it writes nothing and fails when a page says otherwise.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { projectRoot } from './project.mjs'

const PAGES = join(projectRoot, 'docs/clients')
const PROGRAMS = join(projectRoot, 'test/clients')
const LANGUAGES = { '.mjs': 'js', '.sh': 'sh', '.py': 'python', '.go': 'go', '.java': 'java' }
const WAYS = ['http', 'https', 'proxy']

/** `<!-- test/clients/node/jose/api.mjs -->` and the block below it. */
const SHOWN = /^<!-- test\/clients\/(\S+) -->\n```\w*\n[\s\S]*?^```$/gm
const TABLE = /^<!-- recipes -->\n[\s\S]*?^<!-- \/recipes -->$/m

const recipes = JSON.parse(readFileSync(join(PROGRAMS, 'recipes.json'), 'utf8'))
const isCheck = process.argv.includes('--check')

for (const name of readdirSync(PAGES).sort()) {
  const file = join(PAGES, name)
  const before = readFileSync(file, 'utf8')
  const after = before.replace(SHOWN, (_, program) => blockOf(program)).replace(TABLE, tableOfRecipes)
  if (after === before) continue
  if (!isCheck) writeFileSync(file, after)
  else {
    console.error(`docs/clients/${name} does not show what test/clients holds: run \`npm run docs\`.`)
    process.exitCode = 1
  }
}

function blockOf(program) {
  const text = readFileSync(join(PROGRAMS, program), 'utf8')
  return `<!-- test/clients/${program} -->\n\`\`\`${LANGUAGES[extname(program)]}\n${text}\`\`\``
}

function tableOfRecipes() {
  const clients = [...new Set(recipes.map(({ client }) => client))]
  const rows = clients.map((client) => {
    const own = recipes.filter((recipe) => recipe.client === client)
    const page = own[0].page
    const isRun = (way) => (own.some(({ ways }) => ways.includes(way)) ? '✓' : '')
    return `| [${client}](${page}.md) | ${WAYS.map(isRun).join(' | ')} | ${shownBy(own)} |`
  })
  const head = [`| client | ${WAYS.join(' | ')} | what the recipes show |`, '| --- | :-: | :-: | :-: | --- |']
  return ['<!-- recipes -->', ...head, ...rows, '<!-- /recipes -->'].join('\n')
}

function shownBy(own) {
  return [...new Set(own.map(({ shows }) => shows))].join('; ')
}
