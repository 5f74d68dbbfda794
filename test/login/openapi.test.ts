import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loginRoutes } from '../../src/surfaces/login/routes.js'
import { steps } from '../../src/surfaces/login/sign-in/steps.js'
import { createLoginDoor } from './login-door.js'
import { ids, PASSWORD, TENANT } from './tiny-tenant.js'

interface Operation {
  readonly operationId: string
}

const document = parse(readFileSync('openapi/login.yaml', 'utf8'))
const ajv = new Ajv.default({ strict: false, validateSchema: false })
ajv.addSchema(document, 'login')

describe('openapi/login.yaml', () => {
  it('describes exactly the operations that are served', () => {
    const described = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, item]) =>
      ['get', 'post'].flatMap((method) => {
        const operation = item[method]
        return operation ? [`${operation.operationId} ${method.toUpperCase()} ${path}`] : []
      }),
    )
    const served = loginRoutes.map(({ operationId, method, path }) => `${operationId} ${method} ${path}`)
    expect(described.sort()).toEqual(served.sort())
  })

  it('names the steps of the forms', () => {
    expect(document.components.schemas.pageForm.properties.step.enum).toEqual([...steps.keys()])
  })

  const form = {
    client_id: ids.publicClient,
    username: 'ann@contoso.onmicrosoft.com',
    scope: 'openid',
    client_info: '1',
  }
  const door = createLoginDoor()

  it.each([
    ['instanceDiscovery', () => door.get('/common/discovery/instance')],
    ['metadata', () => door.get(`/${TENANT}/v2.0/.well-known/openid-configuration`)],
    ['metadata', () => door.get(`/${TENANT}/.well-known/openid-configuration`)],
    ['keys', () => door.get(`/${TENANT}/discovery/v2.0/keys`)],
    ['userRealm', () => door.get('/common/userrealm/ann@contoso.onmicrosoft.com')],
    ['tokens', () => door.token({ ...form, grant_type: 'password', password: PASSWORD })],
    ['deviceCode', () => door.send('POST', `/${TENANT}/oauth2/v2.0/devicecode`, new URLSearchParams(form).toString())],
    ['error', () => door.token({ ...form, grant_type: 'password', password: 'wrong' })],
  ])('describes the answer %s', async (schema, ask) => {
    const { body } = await ask()
    const validate = ajv.compile({ $ref: `login#/components/schemas/${schema}` })
    validate(body)
    expect(validate.errors).toBeNull()
    const described = Object.keys(document.components.schemas[schema].properties)
    if (schema !== 'metadata') expect(described).toEqual(expect.arrayContaining(Object.keys(body)))
  })
})
