import { expect, it } from 'vitest'
import { describeRules, type Rulebook } from './rulebook.js'
import { roleNames, withFixture } from './rulebook-rows.js'

const applicationUsers = (book: Rulebook) => book.rows('sbx', 'applicationid ne null and accessmode eq 4')

describeRules('application users of the platform', (book) => {
  it('are few, with the same ids everywhere', async () => {
    const [all, elsewhere] = [await applicationUsers(book()), await book().rows('tr', 'applicationid ne null')]
    const named = new Map(all.map((row) => [row.lastname, row]))
    for (const name of ['CDSUserManagement', 'BAP', 'Business Application Platform Service account', 'Flow-RP'])
      expect(named.get(name), name).toMatchObject({ isdisabled: false, issyncwithdirectory: false })
    expect(all).toHaveLength(5)
    const ids = (rows: typeof all) => new Set(rows.map(({ applicationid }) => applicationid))
    expect(ids(all)).toEqual(ids(elsewhere))
  })

  it('are many where the environment is to have them all, with the roles that it has', async () => {
    await withFixture({ sbx: { settings: { 'seed.systemApplicationUsers': 'full' } } }, async (full) => {
      const all = await applicationUsers(full)
      expect(all.length).toBeGreaterThan(40)
      expect(new Set(all.map(({ domainname }) => domainname)).size).toBe(all.length)
      const rolesOf = async (name: string) => {
        const row = all.find(({ lastname }) => lastname === name)
        return roleNames(full, 'sbx', String(row?.systemuserid))
      }
      expect(await rolesOf('Dataverse search')).toEqual(['System Administrator'])
      expect(await rolesOf('PowerVirtualAgents')).toEqual(['Environment Maker', 'System Customizer'])
      expect(await rolesOf('EnterpriseSales')).toEqual([])
      expect((await applicationUsers(full)).every(({ islicensed }) => islicensed === false)).toBe(true)
    })
  })
})
