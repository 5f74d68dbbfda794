import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of what this process still needs of its heap. */
export function heapInUse(): number {
  collect()
  return process.memoryUsage().heapUsed
}
