import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createEmulator } from '../../src/index.js'
import { controlRoutes } from '../../src/surfaces/control/routes.js'
import { adminRoutes } from '../../src/surfaces/powerplatform/routes.js'

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>
}

const read = (name: string) => parse(readFileSync(`openapi/${name}.yaml`, 'utf8')) as Document

function operationsOf({ paths }: Document): readonly string[] {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { operationId }]) =>
        operationId === undefined ? [] : [`${operationId} ${method.toUpperCase()} ${path}`],
      ),
    )
    .sort()
}

describe.each([
  ['control', controlRoutes],
  ['powerplatform', adminRoutes],
] as const)('openapi/%s.yaml', (name, routes) => {
  it('describes exactly the operations that are served', () => {
    const served = routes.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
    expect(operationsOf(read(name))).toEqual(served.sort())
  })
})

describe('openapi/control.yaml', () => {
  it.each([
    ['info', 'GET', 'info', undefined],
    ['tenant', 'POST', 'tenants', { fixture: 'contoso' }],
    ['snapshot', 'POST', 'snapshots', { name: 'a' }],
    ['clock', 'POST', 'clock', { advance: 'PT1S' }],
    ['syncReport', 'POST', 'sync', {}],
    ['diagnosis', 'GET', 'diagnostics/contoso/admin@contoso.onmicrosoft.com', undefined],
    ['diagnosis', 'POST', 'diagnostics/contoso/admin@contoso.onmicrosoft.com', {}],
    [
      'credentials',
      'POST',
      'admin/users',
      { kind: 'customer', displayName: 'C', email: 'c@d.example', sendEmail: true },
    ],
    ['settingsInForce', 'POST', 'settings', { settings: { 'roles.auto': false } }],
    ['outbox', 'GET', 'outbox', undefined],
    ['importLog', 'POST', 'import', { environment: 'contoso', table: 'accounts', rows: [{ owner: 'zed@x.example' }] }],
    ['error', 'POST', 'sync', { environment: 'x' }],
  ])('describes the answer %s', async (schema, method, path, body) => {
    const ajv = new Ajv.default({ strict: false, validateSchema: false })
    ajv.addSchema(read('control'), 'control')
    const emulator = await createEmulator()
    const headers = { 'content-type': 'application/json' }
    const request = new Request(`http://localhost/_emulator/${path}`, {
      method,
      ...(body && { headers, body: JSON.stringify(body) }),
    })
    const validate = ajv.compile({ $ref: `control#/components/schemas/${schema}` })
    validate(await (await emulator.fetch(request)).json())
    expect(validate.errors).toBeNull()
    await emulator.close()
  })
})
