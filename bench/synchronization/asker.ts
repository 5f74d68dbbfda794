import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Shot } from '../load.js'

/** Another process that asks a server for something all the time. */
export interface Asker {
  /** Sends a request beside. Throws when it is refused. */
  send(shot: Shot): Promise<void>
  /** The longest time that an answer has taken since this was asked last, in milliseconds. */
  longest(): Promise<number>
  stop(): Promise<void>
}

/** Starts asking for a path. */
export function startAsker(origin: string, path: string, authorization: string): Asker {
  const child = fork('bench/synchronization/asker.mjs', [origin, path, authorization])
  child.on('exit', (code) => {
    if (code !== 0) throw new Error(`the process that asks ended with ${code}`)
  })
  const told = async (message: Shot | 'longest'): Promise<number> => {
    child.send(message)
    const [answer] = await once(child, 'message')
    return Number(answer)
  }
  return {
    send: async (shot) => {
      const status = await told(shot)
      if (status >= 300) throw new Error(`${shot.method} ${shot.path} was answered with ${status}`)
    },
    longest: () => told('longest'),
    stop: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
