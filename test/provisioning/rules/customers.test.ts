import { expect, it } from 'vitest'
import { type As, describeRules, Rulebook } from '../rulebook.js'
import { browserAt } from '../rulebook-browser.js'
import { refusalOf } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const ISSUER = 'rulescustomers.onmicrosoft.com'
const PASSWORD = 'Autumn2027!'
const EMAIL = 'mary@contoso.example'

/** The body with which a program makes a customer account. */
const mary = {
  displayName: 'Mary Parker',
  givenName: 'Mary',
  surname: 'Parker',
  accountEnabled: true,
  usageLocation: 'US',
  identities: [{ signInType: 'emailAddress', issuer: ISSUER, issuerAssignedId: EMAIL }],
  passwordProfile: { password: PASSWORD, forceChangePasswordNextSignIn: false },
  passwordPolicies: 'DisablePasswordExpiration',
}

const DENIED = {
  status: 403,
  body: {
    error: {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    },
  },
}

/** Who administers customers, and whether the role suffices. */
const CALLERS = [
  ['nobody', false],
  ['hd', false],
  ['ua', true],
  ['ga', true],
] as const

describeRules(
  'customers',
  (book) => {
    const workforce = () => new Rulebook(book().emulator)
    const create = async (changes: object = {}) =>
      String((await book().directory('POST', '/users', { ...mary, ...changes })).id)
    const form = { kind: 'customer', displayName: 'Mary Parker' } as const
    const signIn = async (name: string, password: string) => {
      const { status, body } = await book().signIn(name, password)
      return [status, (body.error_codes as number[] | undefined)?.[0]]
    }

    /** Somebody signs up on the pages; answers with the id of the account. */
    const signUp = async (email: string) => {
      const browser = browserAt(book())
      await browser.visit('client', { prompt: 'create' })
      await browser.submit({ email })
      const [mail] = (await book().emulator.control.outbox()).filter(({ to }) => to.includes(email))
      await browser.submit({ otc: /\b\d{8}\b/.exec(mail?.text ?? '')?.[0] ?? '' })
      const details = { newpasswd: PASSWORD, confirmpasswd: PASSWORD, displayName: 'Mary Parker' }
      const { sentTo } = await browser.submit(details)
      expect((await browser.redeem(sentTo)).status).toBe(200)
      expect(await signIn(email, PASSWORD)).toEqual([200, undefined])
      const filter = `identities/any(c:c/issuerAssignedId eq '${email}' and c/issuer eq '${ISSUER}')`
      const { value } = await book().directory('GET', `/users?$filter=${encodeURIComponent(filter)}`)
      return String((value as { id: string }[])[0]?.id)
    }

    it('CUST-01 customers belong into external tenants', async () => {
      expect((await book().graph('POST', '/users', mary)).status).toBe(201)
      const identities = [{ ...mary.identities[0], issuer: 'rules.onmicrosoft.com' }]
      const refused = await workforce().graph('POST', '/users', { ...mary, identities })
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } })
      const { id: tenantId } = workforce().tenant
      await expect(book().emulator.control.adminUsers({ ...form, email: EMAIL, tenantId })).rejects.toMatchObject({
        status: 400,
      })
    })

    it('CUST-02 sign-up, program and admin center make the same kind of account', async () => {
      const { control } = book().emulator
      const ids = [
        await signUp('one@contoso.example'),
        await create({ usageLocation: null, givenName: null, surname: null }),
        (await control.adminUsers({ ...form, email: 'three@contoso.example' })).id,
      ]
      const select = '$select=displayName,userType,creationType,accountEnabled,identities,passwordPolicies,mail'
      for (const id of ids) {
        const user = await book().directory('GET', `/users/${id}?${select},userPrincipalName`)
        expect(user).toMatchObject({
          displayName: 'Mary Parker',
          userType: 'Member',
          creationType: 'LocalAccount',
          accountEnabled: true,
          mail: null,
          passwordPolicies: 'DisablePasswordExpiration',
          userPrincipalName: expect.stringMatching(/^[0-9a-f-]{36}@rulescustomers\.onmicrosoft\.com$/),
          identities: [
            {
              signInType: 'emailAddress',
              issuer: ISSUER,
              issuerAssignedId: expect.stringMatching(/@contoso\.example$/),
            },
            { signInType: 'userPrincipalName', issuer: ISSUER, issuerAssignedId: user.userPrincipalName },
          ],
        })
      }
    })

    it('CUST-03 to add and to delete takes a User Administrator', async () => {
      for (const [user, may] of CALLERS) {
        const as: As = { user }
        const issuerAssignedId = `${user}@contoso.example`
        const identities = [{ signInType: 'emailAddress', issuer: ISSUER, issuerAssignedId }]
        const added = await book().graph('POST', '/users', { ...mary, identities }, as)
        if (may) expect(added.status, user).toBe(201)
        else expect(added, user).toMatchObject(DENIED)
        const id = may ? added.body.id : await create({ identities })
        const deleted = await book().graph('DELETE', `/users/${id}`, undefined, as)
        if (may) expect(deleted.status, user).toBe(204)
        else expect(deleted, user).toMatchObject(DENIED)
      }
    })

    it('CUST-04 the tenant of the token is where a customer lands', async () => {
      const id = await create()
      expect((await workforce().graph('GET', `/users/${id}`)).status).toBe(404)
      expect((await workforce().graph('PATCH', `/users/${id}`, { displayName: 'X' })).status).toBe(404)
      expect((await workforce().graph('DELETE', `/users/${id}`)).status).toBe(404)
      expect(await book().directory('GET', `/users/${id}`)).toMatchObject({ displayName: 'Mary Parker' })
    })

    it('CUST-05 signs in with an e-mail address', async () => {
      await create()
      expect(await signIn('Mary@Contoso.example', PASSWORD)).toEqual([200, undefined])
      const again = await book().graph('POST', '/users', mary)
      const message = 'Another object with the same value for property identities already exists.'
      expect(refusalOf(again)).toEqual([400, 'Request_BadRequest', message])
    })

    it('CUST-06 signs in with a user name', async () => {
      await create({ identities: [{ signInType: 'userName', issuer: ISSUER, issuerAssignedId: 'mary' }] })
      expect(await signIn('mary', PASSWORD)).toEqual([200, undefined])
      const { password } = await book().emulator.control.adminUsers({
        ...form,
        userName: 'maryann',
        forceChangePasswordNextSignIn: false,
      })
      expect(await signIn('maryann', password)).toEqual([200, undefined])
    })

    it('CUST-07 needs a name', async () => {
      const { displayName: _, ...nameless } = mary
      const message = "A value is required for property 'displayName' of resource 'User'."
      const refusal = [400, 'Request_BadRequest', message]
      expect(refusalOf(await book().graph('POST', '/users', nameless))).toEqual(refusal)
      const id = await create()
      const unnamed = await book().graph('PATCH', `/users/${id}`, { displayName: null })
      expect(unnamed).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } })
      expect(await book().directory('GET', `/users/${id}`)).toMatchObject({ displayName: 'Mary Parker' })
    })

    it('CUST-08 may be made blocked', async () => {
      const id = await create({ accountEnabled: false })
      expect(await signIn(EMAIL, PASSWORD)).toEqual([400, 50057])
      await book().directory('PATCH', `/users/${id}`, { accountEnabled: true })
      expect(await signIn(EMAIL, PASSWORD)).toEqual([200, undefined])
    })

    it.each([
      ['a customer', () => book(), () => create({ usageLocation: 'FR' })],
      ['an employee', workforce, () => Promise.resolve(workforce().id('bob'))],
    ])('CUST-09 %s has a usage location out of the list of countries', async (_, where, idOf) => {
      const path = `/users/${await idOf()}`
      const location = async () => (await where().directory('GET', `${path}?$select=usageLocation`)).usageLocation
      await where().directory('PATCH', path, { usageLocation: 'FR' })
      const message = "Invalid value specified for property 'usageLocation' of resource 'User'."
      for (const usageLocation of ['XX1', 'XX', 'F', '', 'France'])
        expect(await where().graph('PATCH', path, { usageLocation }), usageLocation).toMatchObject({
          status: 400,
          body: { error: { code: 'Request_BadRequest', message } },
        })
      expect(await location()).toBe('FR')
      await where().directory('PATCH', path, { usageLocation: 'JP' })
      expect(await location()).toBe('JP')
    })

    it('CUST-09 nobody is made with a location that is none', async () => {
      const refused = await book().graph('POST', '/users', { ...mary, usageLocation: 'ZZ' })
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 'Request_BadRequest' } } })
      expect((await book().directory('GET', '/users')).value).not.toContainEqual(
        expect.objectContaining({ displayName: 'Mary Parker' }),
      )
      const formed = book().emulator.control.adminUsers({ ...form, email: EMAIL, usageLocation: 'ZZ' })
      await expect(formed).rejects.toMatchObject({ status: 400, pointer: '/usageLocation' })
    })

    it('CUST-10 has a first and a last name', async () => {
      expect(await book().directory('GET', `/users/${await create()}`)).toMatchObject({
        givenName: 'Mary',
        surname: 'Parker',
      })
    })

    it('CUST-11 CUST-12 a password is generated, shown once, and lets the customer in at once', async () => {
      const { id, password, signInName } = await book().emulator.control.adminUsers({ ...form, email: EMAIL })
      expect(signInName).toBe(EMAIL)
      const read = await book().graph('GET', `/users/${id}?$select=id,passwordProfile`)
      expect(read.body.passwordProfile).toBeNull()
      expect(read.text).not.toContain(password)
      expect(await signIn(EMAIL, 'Guess1234')).toEqual([400, 50126])
      expect(await signIn(EMAIL, password)).toEqual([400, 50055])
      await book().emulator.control.changePassword(EMAIL, { currentPassword: password, newPassword: PASSWORD })
      expect(await signIn(EMAIL, PASSWORD)).toEqual([200, undefined])
    })

    const RESET = '/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword'

    it('CUST-13 CUST-17 an administrator resets a forgotten password and is told the new one this once', async () => {
      const id = await create()
      const { status, body, headers } = await book().graph('POST', `/users/${id}${RESET}`, {}, { user: 'ua' })
      expect(status).toBe(202)
      expect(headers.get('location')).toContain(`/users/${id}/authentication/operations/`)
      expect(await signIn(EMAIL, PASSWORD)).toEqual([400, 50126])
      expect(await signIn(EMAIL, String(body.newPassword))).toEqual([400, 50055])
      const methods = await book().graph('GET', `/users/${id}/authentication/passwordMethods`)
      expect(methods.body.value).toMatchObject([{ password: null }])
      for (const path of ['', '?$select=passwordProfile'])
        expect((await book().graph('GET', `/users/${id}${path}`)).text).not.toContain(body.newPassword)
      expect(await book().graph('POST', `/users/${id}${RESET}`, {}, { user: 'nobody' })).toMatchObject({
        status: 403,
        body: { error: { code: 'accessDenied', message: 'Request Authorization failed' } },
      })
    })

    it('CUST-14 CUST-15 CUST-16 a temporary password works however late, once, and has to be changed', async () => {
      await create()
      const { password } = await book().emulator.control.resetPassword(EMAIL)
      await book().clock('P400D')
      expect(await signIn(EMAIL, password)).toEqual([400, 50055])
      await book().emulator.control.changePassword(EMAIL, { currentPassword: password, newPassword: 'Spring2029!' })
      expect(await signIn(EMAIL, password)).toEqual([400, 50126])
      expect(await signIn(EMAIL, 'Spring2029!')).toEqual([200, undefined])
    })

    it('CUST-16 the page asks for a permanent password, then leads on; the temporary one is over', async () => {
      await create()
      const { password } = await book().emulator.control.resetPassword(EMAIL)
      const browser = browserAt(book())
      await browser.visit()
      expect((await browser.submit({ loginfmt: EMAIL, passwd: password })).title).toBe('Update your password')
      const change = { oldpasswd: password, newpasswd: 'Spring2029!', confirmpasswd: 'Spring2029!' }
      const { sentTo } = await browser.submit(change)
      expect((await browser.redeem(sentTo)).status).toBe(200)
      expect(await signIn(EMAIL, password)).toEqual([400, 50126])
      expect(await signIn(EMAIL, 'Spring2029!')).toEqual([200, undefined])
    })

    it('CUST-18 who is deleted is gone, and among the deleted', async () => {
      const id = await create()
      expect((await book().graph('DELETE', `/users/${id}`, undefined, { user: 'ua' })).status).toBe(204)
      expect(await book().graph('GET', `/users/${id}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'Request_ResourceNotFound' } },
      })
      const { value } = await book().directory('GET', '/directory/deletedItems/microsoft.graph.user')
      expect(value).toMatchObject([{ id }])
      expect(await signIn(EMAIL, PASSWORD)).toEqual([400, 50034])
    })

    it('CUST-19 for thirty days a customer is restored with everything', async () => {
      const id = await create()
      await book().license(id, { add: PREMIUM })
      const whole = () =>
        book().directory('GET', `/users/${id}?$select=id,displayName,identities,assignedLicenses,usageLocation`)
      const before = await whole()
      await book().directory('DELETE', `/users/${id}`)
      await book().clock('P29D')
      const restore = () => book().graph('POST', `/directory/deletedItems/${id}/restore`)
      expect(await restore()).toMatchObject({ status: 200, body: { id } })
      expect(await whole()).toEqual(before)
      expect(before.assignedLicenses).toHaveLength(1)
      expect(await signIn(EMAIL, PASSWORD)).toEqual([200, undefined])
      await book().directory('DELETE', `/users/${id}`)
      await book().clock('P31D')
      expect(await restore()).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
    })

    it('CUST-20 who is deleted for good before cannot be restored', async () => {
      const id = await create()
      await book().directory('DELETE', `/users/${id}`)
      expect((await book().graph('DELETE', `/directory/deletedItems/${id}`)).status).toBe(204)
      const restored = await book().graph('POST', `/directory/deletedItems/${id}/restore`)
      expect(restored).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
    })

    it('CUST-21 to restore and to delete for good takes a User Administrator', async () => {
      for (const [user, may] of CALLERS) {
        const as: As = { user }
        const id = await create({
          identities: [{ ...mary.identities[0], issuerAssignedId: `${user}@contoso.example` }],
        })
        await book().directory('DELETE', `/users/${id}`)
        const restored = await book().graph('POST', `/directory/deletedItems/${id}/restore`, undefined, as)
        if (may) {
          expect(restored.status, user).toBe(200)
          await book().directory('DELETE', `/users/${id}`)
        } else expect(restored, user).toMatchObject(DENIED)
        const purged = await book().graph('DELETE', `/directory/deletedItems/${id}`, undefined, as)
        if (may) expect(purged.status, user).toBe(204)
        else expect(purged, user).toMatchObject(DENIED)
      }
    })

    it('CUST-22 no environment of the workforce tenant ever sees a customer', async () => {
      const id = await create()
      await book().license(id, { add: PREMIUM })
      const { environments } = await book().emulator.control.sync()
      const examined = environments.flatMap(({ decisions }) => decisions.map(({ userId }) => userId))
      expect(examined.length).toBeGreaterThan(0)
      expect(examined).not.toContain(id)
      expect(await workforce().row(id, 'p')).toBeUndefined()
      const asked = await workforce().send(
        'POST',
        '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments/p/addUser',
        { user: 'ppa' },
        { ObjectId: id },
      )
      expect(asked.text).toContain('UserNotFoundInDirectory')
    })
  },
  'external',
)
