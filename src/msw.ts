export { type FetchingEmulator, handlers } from './hosts/msw.js'
