import type { EmulatorRequest, EmulatorResponse } from '../../http/message.js'
import { serviceOfHost } from '../../http/microsoft-hosts.js'
import type { Target } from '../../http/target.js'
import { ControlRefused } from './control-refused.js'
import { type GuardOptions, guard, refuseForeignPages } from './guard.js'
import { presentRefusal } from './present.js'

/**
 * Puts the control plane's guard before another surface, for emulators that check no tokens: there it alone keeps web
 * pages of other origins out. Microsoft's names pass: they lead here only where somebody arranged that.
 */
export function guarded<More extends readonly unknown[]>(
  surface: (request: EmulatorRequest, target: Target, ...more: More) => Promise<EmulatorResponse>,
  options: GuardOptions,
): typeof surface {
  return async (request, target, ...more) => {
    try {
      if (serviceOfHost(target.host)) refuseForeignPages(request)
      else guard(request, target, options)
    } catch (error) {
      if (error instanceof ControlRefused) return presentRefusal(request, error)
      throw error
    }
    return surface(request, target, ...more)
  }
}
