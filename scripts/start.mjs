// `npm start`: installs and builds what is missing, then serves in this very process.
import { buildStale, installMissing } from './set-up.mjs'

installMissing()
await buildStale()
await import('../dist/graphverse.js')
