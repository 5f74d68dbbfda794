import { describe, expect, it } from 'vitest'
import { EmulatorClock } from '../../kernel/clock.js'
import { DomainError } from '../../kernel/errors.js'
import { Store } from '../../store/store.js'
import type { Transaction } from '../access.js'
import { createTenant } from './create-tenant.js'
import { createUser } from './create-user.js'
import { findUser } from './find-principal.js'
import { matchesPassword } from './password.js'
import { changePassword, setManager, updateUser } from './update-user.js'
import type { UserChanges } from './user-changes.js'

const TENANT = '5f2b6c3a-0000-4000-8000-000000000001'
const SYSTEM = { kind: 'system', id: 'test' } as const

function newTenant(kind: 'workforce' | 'external' = 'workforce') {
  const store = new Store({ clock: new EmulatorClock({ frozenAt: Date.UTC(2026, 0, 2, 3, 4, 5) }), seed: 'users' })
  store.createTenant(TENANT, false)
  const write = <Result>(work: (transaction: Transaction) => Result) => store.transact(TENANT, SYSTEM, work)
  write((t) => createTenant(t, { key: 'contoso', kind, displayName: 'Contoso', domains: ['contoso.onmicrosoft.com'] }))
  return { write, read: () => store.read(TENANT) }
}

const ann: UserChanges = {
  accountEnabled: true,
  displayName: 'Ann',
  mailNickname: 'ann',
  userPrincipalName: 'Ann@contoso.onmicrosoft.com',
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
}

function refusal(work: () => unknown): { word: string } & Record<string, unknown> {
  try {
    work()
  } catch (error) {
    if (error instanceof DomainError) return { word: error.word, ...error.details }
    throw error
  }
  throw new Error('nothing was refused')
}

describe('createUser', () => {
  it('sets what the directory sets', () => {
    const { write, read } = newTenant()
    const user = write((t) => createUser(t, { ...ann, mail: 'ann@contoso.onmicrosoft.com' }))
    expect(user).toMatchObject({
      userType: 'Member',
      creationType: null,
      createdDateTime: '2026-01-02T03:04:05Z',
      proxyAddresses: ['SMTP:ann@contoso.onmicrosoft.com'],
      identities: [
        {
          signInType: 'userPrincipalName',
          issuer: 'contoso.onmicrosoft.com',
          issuerAssignedId: 'Ann@contoso.onmicrosoft.com',
        },
      ],
    })
    expect(findUser(read(), 'ANN@CONTOSO.ONMICROSOFT.COM')).toBe(findUser(read(), user.id.toUpperCase()))
    expect(user.password && matchesPassword(user.password, 'xWwvJ]6NMw+bWH-d')).toBe(true)
    expect(user.password?.forceChangePasswordNextSignIn).toBe(true)
  })

  it.each([
    [{ displayName: undefined }, { word: 'valueRequired', property: 'displayName' }],
    [{ passwordProfile: undefined }, { word: 'passwordRequired' }],
    [{ passwordProfile: { password: 'abcdefgh' } }, { word: 'weakPassword' }],
    [{ mailNickname: 'a,b' }, { word: 'invalidValue', property: 'mailNickname' }],
    [{ usageLocation: 'France' }, { word: 'invalidValue', property: 'usageLocation' }],
    [{ businessPhones: ['1', '2'] }, { word: 'invalidValue', property: 'businessPhones' }],
    [{ userPrincipalName: 'a b@contoso.onmicrosoft.com' }, { word: 'invalidUserPrincipalName' }],
    [{ userPrincipalName: 'ann@fabrikam.com' }, { word: 'unverifiedDomain', domain: 'fabrikam.com' }],
    [
      { identities: [{ signInType: 'emailAddress', issuer: 'fabrikam.com', issuerAssignedId: 'a@b.com' }] },
      { word: 'invalidIssuer' },
    ],
  ])('refuses %j', (change, expected) => {
    const { write, read } = newTenant()
    expect(refusal(() => write((t) => createUser(t, { ...ann, ...change } as UserChanges)))).toMatchObject(expected)
    expect(findUser(read(), 'ann@contoso.onmicrosoft.com')).toBeUndefined()
  })

  it('names the holder of a taken name or address', () => {
    const { write } = newTenant()
    const first = write((t) => createUser(t, { ...ann, mail: 'ann@contoso.onmicrosoft.com' }))
    const again = { ...ann, userPrincipalName: 'ANN@contoso.onmicrosoft.com' }
    expect(refusal(() => write((t) => createUser(t, again)))).toEqual({
      word: 'propertyTaken',
      property: 'userPrincipalName',
      ids: [first.id],
    })
    const other = { ...ann, userPrincipalName: 'bob@contoso.onmicrosoft.com', mail: 'Ann@contoso.onmicrosoft.com' }
    expect(refusal(() => write((t) => createUser(t, other)))).toMatchObject({ property: 'proxyAddresses' })
  })

  it('invents the names of a customer account', () => {
    const { write } = newTenant('external')
    const identities = [
      { signInType: 'emailAddress', issuer: 'contoso.onmicrosoft.com', issuerAssignedId: 'c@example.com' },
    ]
    const passwordProfile = { password: 'Secret123' }
    expect(refusal(() => write((t) => createUser(t, { identities, passwordProfile })))).toMatchObject({
      property: 'displayName',
    })
    const user = write((t) => createUser(t, { displayName: 'C', identities, passwordProfile }))
    expect(user.creationType).toBe('LocalAccount')
    expect(user.userPrincipalName).toMatch(/^[0-9a-f-]{36}@contoso\.onmicrosoft\.com$/)
    expect(user.identities).toHaveLength(2)
  })
})

describe('updateUser', () => {
  it('merges extension attributes, replaces the rest, and lets the identity follow the name', () => {
    const { write } = newTenant()
    const { id } = write((t) => createUser(t, ann))
    write((t) => updateUser(t, id, { onPremisesExtensionAttributes: { extensionAttribute1: 'a' } }))
    const user = write((t) =>
      updateUser(t, id, {
        onPremisesExtensionAttributes: { extensionAttribute2: 'b' },
        userPrincipalName: 'anna@contoso.onmicrosoft.com',
        jobTitle: 'Clerk',
      }),
    )
    expect(user.onPremisesExtensionAttributes).toEqual({ extensionAttribute1: 'a', extensionAttribute2: 'b' })
    expect(user.identities[0]?.issuerAssignedId).toBe('anna@contoso.onmicrosoft.com')
    expect(write((t) => updateUser(t, id, { jobTitle: null })).jobTitle).toBeNull()
  })

  it('keeps the old primary address as an alias', () => {
    const { write } = newTenant()
    const { id } = write((t) => createUser(t, { ...ann, mail: 'a@contoso.onmicrosoft.com' }))
    const user = write((t) => updateUser(t, id, { mail: 'b@contoso.onmicrosoft.com' }))
    expect(user.proxyAddresses).toEqual(['SMTP:b@contoso.onmicrosoft.com', 'smtp:a@contoso.onmicrosoft.com'])
  })

  it('refuses to clear the display name, and a synchronized user altogether', () => {
    const { write } = newTenant()
    const { id } = write((t) => createUser(t, ann))
    expect(refusal(() => write((t) => updateUser(t, id, { displayName: null })))).toMatchObject({
      word: 'invalidValue',
    })
    const synced = write((t) =>
      createUser(
        t,
        { ...ann, userPrincipalName: 's@contoso.onmicrosoft.com', mailNickname: 's' },
        {
          onPremisesSyncEnabled: true,
        },
      ),
    )
    expect(refusal(() => write((t) => updateUser(t, synced.id, { jobTitle: 'x' }))).word).toBe('onPremisesMastered')
  })
})

describe('passwords and managers', () => {
  it('changes a password only for who knows the present one', () => {
    const { write } = newTenant()
    const { id } = write((t) => createUser(t, ann))
    expect(refusal(() => write((t) => changePassword(t, id, 'wrong', 'NewSecret1'))).word).toBe('wrongPassword')
    const user = write((t) => changePassword(t, id, 'xWwvJ]6NMw+bWH-d', 'NewSecret1'))
    expect(user.password && matchesPassword(user.password, 'NewSecret1')).toBe(true)
  })

  it('refuses to make a user their own manager', () => {
    const { write } = newTenant()
    const { id } = write((t) => createUser(t, ann))
    expect(refusal(() => write((t) => setManager(t, id, id))).word).toBe('selfManagement')
  })
})
