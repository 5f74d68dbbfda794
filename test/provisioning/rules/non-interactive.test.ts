import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { codeOf, enter, given, makeRole, refusalOf } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const MOST = 7

describeRules('non-interactive users', (book) => {
  const set = (systemuserid: unknown, columns: object, user = 'sa') =>
    book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, columns, { user })

  /** Licensed users of the directory with a row in the environment; answers with the ids of the rows. */
  async function people(count: number): Promise<unknown[]> {
    const ids: string[] = []
    for (let at = 0; at < count; at++) {
      const user = await book().directory('POST', '/users', {
        accountEnabled: true,
        displayName: `Person ${at}`,
        mailNickname: `person${at}`,
        userPrincipalName: `person${at}@rules.onmicrosoft.com`,
        usageLocation: 'US',
        passwordProfile: { password: 'Correct-horse-7' },
      })
      ids.push(String(user.id))
      await book().license(String(user.id), { add: PREMIUM })
    }
    await book().bg('p')
    return Promise.all(ids.map(async (id) => (await book().row(id, 'p'))?.systemuserid))
  }

  it('NONI-01 is an access mode of an ordinary account', async () => {
    const ann = await enter(book(), 'ann', 'p')
    expect((await set(ann, { accessmode: 4 })).status).toBe(204)
    expect(await book().row('ann', 'p')).toMatchObject({
      systemuserid: ann,
      accessmode: 4,
      applicationid: null,
      issyncwithdirectory: true,
      azureactivedirectoryobjectid: book().id('ann'),
    })
  })

  it('NONI-02 calls the API without a license', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    await set(ann, { accessmode: 4 })
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect((await book().jit('ann', 'p')).status).toBe(200)
    const accounts = await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })
    expect(accounts.status).toBe(200)
    expect(await book().row('ann', 'p')).toMatchObject({ accessmode: 4, islicensed: false, isdisabled: false })
  })

  it('NONI-03 exists seven times in an environment', async () => {
    const rows = await people(MOST + 1)
    for (const row of rows.slice(0, MOST)) expect((await set(row, { accessmode: 4 })).status).toBe(204)
    const message = 'You have reached the maximum number of non-interactive users/'
    expect(refusalOf(await set(rows[MOST], { accessmode: 4 }))).toEqual([400, '0x8004b050', message])
    // Nor is an eighth one made as such.
    const eighth = { azureactivedirectoryobjectid: book().id('fay'), accessmode: 4 }
    const made = await book().dataverse('p', 'POST', '/systemusers', eighth)
    expect(refusalOf(made)).toEqual([400, '0x8004b050', message])
    expect(await book().row('fay', 'p')).toBeUndefined()
    // One who is disabled does not count, until enabled again.
    expect((await set(rows[0], { isdisabled: true })).status).toBe(204)
    expect((await set(rows[MOST], { accessmode: 4 })).status).toBe(204)
    expect(codeOf(await set(rows[0], { isdisabled: false }))).toBe('0x8004b050')
  })

  it('NONI-04 is made by a System Administrator only', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const nia = await enter(book(), 'nia', 'p')
    const writer = await makeRole(book(), 'p', 'User writer', { ReadUser: 'Global', WriteUser: 'Global' })
    await given(book(), 'p', nia, writer)
    expect(refusalOf(await set(ann, { accessmode: 4 }, 'nia'))).toEqual([
      400,
      '0x80048d2f',
      `You need to have system administrator role and access mode Full to change access mode of a user. Details: ${nia}`,
    ])
    expect((await book().row('ann', 'p'))?.accessmode).toBe(0)
    expect((await set(ann, { accessmode: 4 }, 'sa')).status).toBe(204)
  })

  it('NONI-05 is still non-interactive when its license is gone', async () => {
    const [row] = await people(1)
    const [found] = await book().rows('p', `systemuserid eq ${row}`)
    const id = String(found?.azureactivedirectoryobjectid)
    expect(found).toMatchObject({ accessmode: 0, isdisabled: false })
    expect((await set(row, { accessmode: 4 })).status).toBe(204)
    await book().license(id, { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row(id, 'p')).toMatchObject({ accessmode: 4, isdisabled: false })
    const refresh = await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: id })
    expect(refresh.status, refresh.text).toBe(200)
    expect(await book().row(id, 'p')).toMatchObject({ accessmode: 4, isdisabled: false, islicensed: false })
  })
})
