import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const ParameterXml = '<importexportxml><entities><entity>new_project</entity></entities></importexportxml>'

describe('publishing', () => {
  it('is done with nothing to show for it: definitions count at once', async () => {
    const house = new HandSeeded()
    const answers = [
      await house.call('POST', '/PublishXml?api-version=9.1', { body: { ParameterXml } }),
      await house.call('POST', '/PublishAllXml'),
    ]
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [204, ''],
      [204, ''],
    ])
  })

  it.each([{}, { ParameterXml: 5 }, { ParameterXml: '' }])('is refused with %j', async (body) => {
    const { status, json } = await new HandSeeded().call('POST', '/PublishXml', { body })
    expect([status, json.error.message]).toEqual([400, expect.stringContaining('ParameterXml')])
  })
})
