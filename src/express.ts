export { type MountedRequest, mount as middleware } from './hosts/mounted.js'
