import type { ServedEmulator } from '../../src/hosts/served-emulator.js'
import type { EmulatorRequest, EmulatorResponse } from '../../src/http/message.js'

/** What the echo says it was asked. */
export interface Echo {
  readonly method: string
  readonly url: string
  readonly mount?: string
  readonly headers: Record<string, string>
  readonly text: string
}

/**
 * Stands in for an emulator where only a host is on trial: it answers with the request it was handed, after `delay`
 * milliseconds when the path is `/slow`, and words a refusal as its bare reason.
 */
export function echoEmulator(delay = 0): ServedEmulator {
  return {
    isApi: ({ url }) => !url.includes('/_emulator'),
    refuse: (_, refusal) => json(refusal === 'bodyTooLarge' ? 413 : refusal === 'urlTooLong' ? 414 : 400, refusal),
    handle: async (request) => {
      if (request.url.endsWith('/slow')) await new Promise((resolve) => setTimeout(resolve, delay))
      if (request.url.endsWith('/nothing')) return { status: 204, headers: {} }
      return json(200, echo(request))
    },
  }
}

function echo({ method, url, mount, headers, body }: EmulatorRequest): Echo {
  return { method, url, ...(mount === undefined ? {} : { mount }), headers, text: new TextDecoder().decode(body) }
}

function json(status: number, value: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
