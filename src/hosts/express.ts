import express, { type Express } from 'express'
import { mount } from './mounted.js'
import type { ServedEmulator } from './served-emulator.js'

/** The app for what is no API traffic: the control plane and pages. */
export function createApp(emulator: ServedEmulator): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(mount(emulator))
  return app
}
