// `node --import ./other-version.mjs program.mjs`: where USE_PACKAGE is `name=other`, the program meets the package `other`
// under that name. So one program runs with several versions of a client.
import { register } from 'node:module'

const [name, other] = process.env.USE_PACKAGE?.split('=') ?? []
if (name) {
  const hook = `export const resolve = (specifier, context, next) =>
    next(specifier === ${JSON.stringify(name)} ? ${JSON.stringify(other)} : specifier, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}
