import { expect, it } from 'vitest'
import type { FixtureDocument, SystemuserDocument, UserDocument } from '../../../src/domain/fixture/tenant-document.js'
import { describeRules, type Rulebook } from '../rulebook.js'

const STATES = ['enabled', 'blocked', 'deleted'] as const
const LICENSES = ['valid', 'free', 'homeOnly', 'none'] as const
const ROLES = ['none', 'Global Administrator', 'Dynamics 365 Administrator'] as const
const RELATIONS = ['member', 'owner', 'nested', 'none'] as const
const ROWS = ['none', 'enabled', 'disabled'] as const

/** Somebody with one combination of what the criteria ask about. */
interface Person {
  readonly key: string
  readonly state: (typeof STATES)[number]
  readonly license: (typeof LICENSES)[number]
  readonly role: (typeof ROLES)[number]
  readonly relation: (typeof RELATIONS)[number]
  readonly row: (typeof ROWS)[number]
}

const PEOPLE: readonly Person[] = STATES.flatMap((state) =>
  LICENSES.flatMap((license) =>
    ROLES.flatMap((role) =>
      RELATIONS.flatMap((relation) =>
        ROWS.map((row) => {
          const key = [state, license, role.split(' ')[0], relation, row].join('-').toLowerCase()
          return { key, state, license, role, relation, row }
        }),
      ),
    ),
  ),
)

/** The criteria in the words of the documentation, apart from how the product decides. */
const isIn = ({ relation, role }: Person) =>
  relation === 'member' || relation === 'owner' || role === 'Global Administrator'
const isEntitled = ({ license, role }: Person) => license === 'valid' || license === 'free' || role !== 'none'
const meetsCriteria = (person: Person) => person.state === 'enabled' && isIn(person) && isEntitled(person)

function userOf({ key, state, license, role }: Person): UserDocument {
  return {
    key,
    accountEnabled: state !== 'blocked',
    deleted: state === 'deleted',
    ...(license === 'valid' && { licenses: ['POWERAPPS_PER_USER'] }),
    ...(license === 'free' && { licenses: ['SPE_E5'] }),
    ...(license === 'homeOnly' && { homeTenantLicenses: ['POWERAPPS_PER_USER'] }),
    ...(role !== 'none' && { directoryRoles: [role] }),
  }
}

const keysOf = (relation: Person['relation']) =>
  PEOPLE.filter((person) => person.relation === relation).map(({ key }) => key)

function fixture(): FixtureDocument {
  const rows: SystemuserDocument[] = PEOPLE.filter(({ row }) => row !== 'none').map(({ key, row }) => ({
    user: key,
    isdisabled: row === 'disabled',
  }))
  return {
    tenants: [
      {
        key: 'criteria',
        domains: ['criteria.onmicrosoft.com'],
        skus: [
          { skuPartNumber: 'POWERAPPS_PER_USER', enabled: 1000 },
          { skuPartNumber: 'SPE_E5', enabled: 1000 },
        ],
        apps: [
          { key: 'service', applicationPermissions: 'all', purpose: 'all-permissions' },
          { key: 'client', publicClient: true, delegatedPermissions: 'all', purpose: 'public-client' },
        ],
        users: [{ key: 'ppa', directoryRoles: ['Power Platform Administrator'] }, ...PEOPLE.map(userOf)],
        groups: [
          { key: 'sg', members: [...keysOf('member'), 'inner'], owners: keysOf('owner') },
          { key: 'inner', members: keysOf('nested') },
        ],
        environments: [
          {
            uniqueName: 'pg',
            type: 'Production',
            securityGroup: 'sg',
            systemusers: rows,
            applicationUsers: [{ app: 'service', roles: ['System Administrator'] }],
          },
        ],
      },
    ],
  }
}

/** Keys of those whose row is enabled. */
async function enabledKeys(book: Rulebook): Promise<ReadonlySet<string>> {
  const keys = new Map(book.tenant.users.map(({ id, key }) => [id, key]))
  const rows = await book.rows('pg', 'isdisabled eq false and applicationid eq null')
  return new Set(rows.flatMap((row) => keys.get(String(row.azureactivedirectoryobjectid)) ?? []))
}

const described = (people: readonly Person[]) => people.map(({ key }) => key)

describeRules(
  'the criteria',
  (book) => {
    it('ENAB-24 no row of who does not meet the criteria is enabled, every row of who does is', async () => {
      await book().bg('pg')
      const enabled = await enabledKeys(book())
      const rows = PEOPLE.filter(({ row }) => row !== 'none')
      expect(rows.length).toBe(288)
      expect(described(rows.filter(({ key }) => enabled.has(key)))).toEqual(described(rows.filter(meetsCriteria)))
      const added = PEOPLE.filter(({ row, key }) => row === 'none' && enabled.has(key))
      expect(added.length).toBeGreaterThan(0)
      expect(added.filter((person) => !meetsCriteria(person))).toEqual([])
    })

    it('ENAB-03 users are added by the criteria by which they are kept', async () => {
      const without = PEOPLE.filter(({ row }) => row === 'none')
      for (const { key } of without) {
        const { status } = await book().api(key, 'pg')
        expect([200, 400], key).toContain(status)
      }
      await book().bg('pg')
      const enabled = await enabledKeys(book())
      const addedOnDemand = without.filter(({ key }) => enabled.has(key))
      const kept = PEOPLE.filter(({ key, row }) => row === 'enabled' && enabled.has(key))
      const withoutRow = ({ key }: Person) => key.slice(0, key.lastIndexOf('-'))
      expect(addedOnDemand.map(withoutRow)).toEqual(kept.map(withoutRow))
    })
  },
  'workforce',
  fixture,
)
