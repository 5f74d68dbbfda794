import { describe, expect, it } from 'vitest'
import { describedOperations, operationIdOf } from './described-responses.js'
import { HandSeeded, ROOT } from './hand-seeded.js'
import { exampleRows, operationExamples, TABLES } from './operation-examples.js'

const MULTIPART = { 'content-type': 'multipart/mixed; boundary=b' }

/** A house where `holder` holds exactly those privileges and others all but one each, named by what they lack. */
function withCallers(asked: readonly string[]): HandSeeded {
  const house = new HandSeeded()
  const grant = (name: string, held: readonly string[]) => {
    house.role(name, Object.fromEntries(held.map((each) => [each, 'Global'] as const)))
    house.person(name, { role: name })
  }
  for (const lacking of asked)
    grant(
      lacking,
      asked.filter((each) => each !== lacking),
    )
  grant('holder', asked)
  return house
}

describe('every operation of openapi/dataverse.yaml', () => {
  it('has its example', () => {
    expect([...operationExamples.keys()].sort()).toEqual(
      describedOperations.map(({ operationId }) => operationId).sort(),
    )
  })

  it.each([...operationExamples])(
    '%s opens to the privileges that it asks for, and to no fewer',
    async (id, example) => {
      const asked = example.asks.map((name) =>
        name.replace(/\{(Table|Related)\}/, (_, end: keyof typeof TABLES) => TABLES[end]),
      )
      const house = withCallers(asked)
      const [method, path, body] = example.request(await exampleRows(house))
      expect(operationIdOf(method, `${ROOT}${path}`)).toBe(id)
      const headers = path === '/$batch' ? MULTIPART : {}
      for (const lacking of asked) {
        const { status, json } = await house.call(method, path, { as: lacking, body, headers })
        expect([status, json?.error?.code], `without ${lacking}`).toEqual([403, '0x80040220'])
        expect(json.error.message).toContain(lacking)
      }
      const { status, text } = await house.call(method, path, { as: 'holder', body, headers })
      expect(status, text).toBeLessThan(300)
    },
  )
})
