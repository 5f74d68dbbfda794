// `npm run docs`: writes docs/user-provisioning.md from the rules as data. With --check it writes nothing and fails when
// the page is not what the data say.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project.mjs'

const RULEBOOK = 'src/domain/provisioning/rulebook'
const PAGE = 'docs/user-provisioning.md'

function read(name) {
  return readFileSync(join(projectRoot, RULEBOOK, name), 'utf8')
}

/** The whole page as Markdown. */
function rulebookPage() {
  const { chapters: names, sources, where } = JSON.parse(read('contents.json'))
  const chapters = names.map((name) => JSON.parse(read(`${name}.json`)))
  return [
    `<!-- Made by \`npm run docs\` from ${RULEBOOK}: edit there. -->`,
    read('introduction.md').trim(),
    ...chapters.map(chapterText),
    '## Where rules apply',
    table(['word', 'meaning'], Object.entries(where)),
    '## Sources',
    table(['key', 'Microsoft page'], Object.entries(sources)),
    '## Index',
    ...chapters.flatMap(({ families }) => families.map(indexLine)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function chapterText({ title, families }) {
  return [`## ${title}`, ...families.map(familyText)].join('\n\n')
}

function familyText({ prefix, title, rules }) {
  const rows = rules.map(({ id, rule, where, source }) => [
    `<a id="${anchor(id)}"></a>${id}`,
    rule,
    where.join(', '),
    source.join(', '),
  ])
  return `### ${title} (${prefix})\n\n${table(['id', 'rule', 'where', 'source'], rows)}`
}

function indexLine({ title, rules }) {
  return `${title}: ${rules.map(({ id }) => `[${id}](#${anchor(id)})`).join(' ')}`
}

function anchor(id) {
  return id.toLowerCase()
}

function table(heads, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

const page = rulebookPage()
const file = join(projectRoot, PAGE)
if (!process.argv.includes('--check')) writeFileSync(file, page)
else if (readFileSync(file, 'utf8') !== page) {
  console.error(`${PAGE} is not what ${RULEBOOK} says: run \`npm run docs\`.`)
  process.exitCode = 1
}
