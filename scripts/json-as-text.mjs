import { readFile } from 'node:fs/promises'

/**
 * An esbuild plugin that turns JSON files into `JSON.parse` of a string: the engine reads that several times faster than
 * the same data written as an object literal.
 */
export const jsonAsText = {
  name: 'json-as-text',
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const minified = JSON.stringify(JSON.parse(await readFile(path, 'utf8')))
      return { contents: `export default JSON.parse(${JSON.stringify(minified)})`, loader: 'js' }
    })
  },
}
