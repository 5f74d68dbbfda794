import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'
const names = ['Adatum', 'Contoso', 'Fabrikam', 'Litware']

/** Accounts of the administrator, one each, with their ids by name. */
async function warehouse() {
  const house = new HandSeeded()
  const ids = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await house.make('accounts', { name, fax: '1' })] as const)),
  )
  const bulkDelete = (QuerySet: unknown, options: { as?: string; body?: object } = {}) =>
    house.call('POST', '/BulkDelete', { as: options.as ?? 'admin', body: { ...job, QuerySet, ...options.body } })
  const left = async () => {
    const list = await house.call('GET', '/accounts?$select=name&$orderby=name')
    return list.json.value.map(({ name }: { name: string }) => name)
  }
  const outcome = async (JobId: string) => {
    const list = await house.call('GET', `/bulkdeleteoperations?$filter=_asyncoperationid_value eq ${JobId}`)
    const [{ statuscode, successcount, failurecount, name }] = list.json.value
    return { statuscode, successcount, failurecount, name }
  }
  return { house, ids, bulkDelete, left, outcome }
}

/** As the Dataverse SDK for Python sends it. */
const job = {
  JobName: 'Bulk delete account records',
  SendEmailNotification: false,
  ToRecipients: [],
  CCRecipients: [],
  RecurrencePattern: '',
  StartDateTime: '2026-01-15T12:00:00Z',
}

function query(EntityName: string, ...Conditions: object[]) {
  return {
    '@odata.type': `${CRM}.QueryExpression`,
    EntityName,
    ColumnSet: { '@odata.type': `${CRM}.ColumnSet`, AllColumns: false, Columns: [] },
    Criteria: { '@odata.type': `${CRM}.FilterExpression`, FilterOperator: 'And', Conditions },
  }
}

function condition(AttributeName: string, Operator: string | number, ...values: unknown[]) {
  const Values = values.map((Value) => ({ Value, Type: 'System.String' }))
  return { '@odata.type': `${CRM}.ConditionExpression`, AttributeName, Operator, Values }
}

describe('BulkDelete', () => {
  it('deletes the rows that are named, and tells of it in a system job', async () => {
    const { house, ids, bulkDelete, left, outcome } = await warehouse()
    const answer = await bulkDelete([query('account', condition('accountid', 'In', ids.Adatum, ids.Litware))])
    expect(answer.status).toBe(200)
    expect(answer.json['@odata.context']).toContain('#Microsoft.Dynamics.CRM.BulkDeleteResponse')
    expect(await left()).toEqual(['Contoso', 'Fabrikam'])
    const { JobId } = answer.json
    const system = await house.call(
      'GET',
      `/asyncoperations(${JobId})?$select=name,operationtype,statecode,statuscode,completedon`,
    )
    expect(system.json).toMatchObject({
      name: job.JobName,
      operationtype: 13,
      statecode: 3,
      statuscode: 30,
      completedon: '2026-01-15T12:00:00Z',
    })
    expect(await outcome(JobId)).toEqual({ statuscode: 30, successcount: 2, failurecount: 0, name: job.JobName })
  })

  it.each<[string, object, string[]]>([
    ['a pattern', query('account', condition('name', 'BeginsWith', 'Con')), ['Adatum', 'Fabrikam', 'Litware']],
    ['an operator by its number', query('account', condition('name', 0, 'Contoso')), ['Adatum', 'Fabrikam', 'Litware']],
    ['conditions that all hold', query('account', condition('fax', 'Equal', '1'), condition('name', 'Null')), names],
    [
      'one of several filters',
      {
        EntityName: 'account',
        Criteria: {
          FilterOperator: 'Or',
          Conditions: [condition('name', 'Equal', 'Adatum')],
          Filters: [{ FilterOperator: 1, Conditions: [condition('name', 'EndsWith', 'ware')] }],
        },
      },
      ['Contoso', 'Fabrikam'],
    ],
    ['everything', { EntityName: 'account' }, []],
    ['so many rows', { EntityName: 'account', TopCount: 0 }, names],
    [
      'rows of another table',
      {
        EntityName: 'account',
        LinkEntities: [
          {
            LinkFromAttributeName: 'accountid',
            LinkToEntityName: 'contact',
            LinkToAttributeName: 'parentcustomerid',
            JoinOperator: 'Inner',
            EntityAlias: 'c',
            LinkCriteria: { Conditions: [condition('lastname', 'Equal', 'Lee')] },
          },
        ],
      },
      ['Adatum', 'Contoso', 'Litware'],
    ],
  ])('finds rows by %s', async (_what, expression, expected) => {
    const { house, ids, bulkDelete, left } = await warehouse()
    for (const lastname of ['Lee', 'Lee', 'Roe'])
      await house.make('contacts', { lastname, 'parentcustomerid_account@odata.bind': `/accounts(${ids.Fabrikam})` })
    const answer = await bulkDelete([expression])
    expect([answer.status, await left()]).toEqual([200, expected])
  })

  it('leaves what the caller may not delete, and counts it', async () => {
    const { house, ids, bulkDelete, left, outcome } = await warehouse()
    house.role('Cleaner', {
      prvBulkDelete: 'Global',
      prvReadAccount: 'Global',
      prvCreateAccount: 'Basic',
      prvDeleteAccount: 'Basic',
      prvReadAsyncOperation: 'Basic',
    })
    house.person('ann', { role: 'Cleaner' })
    await house.make('accounts', { name: 'Own' }, 'ann')
    const answer = await bulkDelete([{ EntityName: 'account' }], { as: 'ann' })
    expect(await left()).toEqual(names)
    expect(await outcome(answer.json.JobId)).toMatchObject({ successcount: 1, failurecount: 4 })
    const system = await house.call('GET', `/asyncoperations(${answer.json.JobId})`, { as: 'ann' })
    expect(system.json.message).toContain(`does not have DeleteAccess right(s) for record with id ${ids.Adatum}`)
  })

  it('counts a row once that a query finds several times', async () => {
    const { house, ids, bulkDelete, outcome } = await warehouse()
    for (const lastname of ['Lee', 'Roe'])
      await house.make('contacts', { lastname, 'parentcustomerid_account@odata.bind': `/accounts(${ids.Adatum})` })
    house.role('Cleaner', {
      prvBulkDelete: 'Global',
      prvReadAccount: 'Global',
      prvReadContact: 'Global',
      prvDeleteAccount: 'Basic',
    })
    house.person('ann', { role: 'Cleaner' })
    const link = {
      LinkFromAttributeName: 'accountid',
      LinkToEntityName: 'contact',
      LinkToAttributeName: 'parentcustomerid',
    }
    const answer = await bulkDelete([{ EntityName: 'account', LinkEntities: [link] }], { as: 'ann' })
    expect(await outcome(answer.json.JobId)).toMatchObject({ successcount: 0, failurecount: 1 })
  })

  it('deletes in order of the queries, and what goes with another row counts for nothing', async () => {
    const { house, ids, bulkDelete, outcome } = await warehouse()
    await house.make('tasks', {
      subject: 'Call',
      'regardingobjectid_account_task@odata.bind': `/accounts(${ids.Adatum})`,
    })
    const answer = await bulkDelete([{ EntityName: 'account' }, { EntityName: 'task' }])
    expect(await outcome(answer.json.JobId)).toMatchObject({ successcount: 4, failurecount: 0 })
  })

  it('leaves a row that its table keeps, with all that hangs on it', async () => {
    const { house, bulkDelete, outcome } = await warehouse()
    const unit = await house.make('businessunits', { name: 'EMEA' })
    const answer = await bulkDelete([query('businessunit', condition('businessunitid', 'Equal', unit))])
    expect(await outcome(answer.json.JobId)).toMatchObject({ successcount: 0, failurecount: 1 })
    const teams = await house.call('GET', `/teams?$filter=_businessunitid_value eq ${unit}`)
    expect(teams.json.value).toHaveLength(1)
  })

  it('takes two privileges, and shows jobs to those alone who hold the first', async () => {
    const { house, bulkDelete, left } = await warehouse()
    house.role('Deleter', { prvReadAccount: 'Global', prvDeleteAccount: 'Global' })
    house.role('Bulk', { prvReadAccount: 'Global', prvBulkDelete: 'Global' })
    house.person('deleter', { role: 'Deleter' })
    house.person('bulk', { role: 'Bulk' })
    const without = await bulkDelete([{ EntityName: 'account' }], { as: 'deleter' })
    expect([without.status, without.json.error.code]).toEqual([403, '0x80040220'])
    expect(without.json.error.message).toContain('prvBulkDelete')
    const undeleting = await bulkDelete([{ EntityName: 'account' }], { as: 'bulk' })
    expect(undeleting.json.error.message).toContain('prvDeleteAccount')
    expect(await left()).toEqual(names)
    await bulkDelete([query('account', condition('name', 'Null'))])
    const shown = await house.call('GET', '/bulkdeleteoperations', { as: 'bulk' })
    expect(shown.json.value).toHaveLength(1)
    expect((await house.call('GET', '/bulkdeleteoperations', { as: 'deleter' })).status).toBe(403)
    const path = `/bulkdeleteoperations(${shown.json.value[0].bulkdeleteoperationid})`
    expect((await house.call('DELETE', path, { as: 'deleter' })).status).toBe(403)
    expect((await house.call('PATCH', path, { body: { utcconversiontimezonecode: 1 } })).status).toBe(405)
    expect((await house.call('DELETE', path, { as: 'bulk' })).status).toBe(204)
  })

  it.each(['QuerySet', 'JobName', 'SendEmailNotification', 'ToRecipients', 'CCRecipients'])(
    'requires %s',
    async (name) => {
      const { bulkDelete, left } = await warehouse()
      const answer = await bulkDelete([{ EntityName: 'account' }], { body: { [name]: undefined } })
      expect([answer.status, answer.json.error]).toEqual([
        400,
        { code: '0x80040203', message: `Required field '${name}' is missing` },
      ])
      expect(await left()).toEqual(names)
    },
  )

  it.each<[string, object, number, string]>([
    ['a query of no table', { QuerySet: [{ EntityName: 'nothing' }] }, 400, '0x80041102'],
    ['no query at all', { QuerySet: [] }, 400, '0x80040203'],
    ['a query without its table', { QuerySet: [{}] }, 400, '0x80048d19'],
    ['an unknown column', { QuerySet: [query('account', condition('nothing', 'Equal', 1))] }, 400, '0x80041103'],
    ['an unknown operator', { QuerySet: [query('account', condition('name', 'Resembles', 1))] }, 400, '0x80048d19'],
    ['an operator of other days', { QuerySet: [query('account', condition('name', 'Mask', 1))] }, 400, '0x80041120'],
    [
      'a value of a wrong type',
      { QuerySet: [query('account', condition('accountid', 'Equal', 'x'))] },
      400,
      '0x80040203',
    ],
    ['a table that keeps its rows', { QuerySet: [{ EntityName: 'privilege' }] }, 405, '0x80040315'],
    ['a mail to nobody', { SendEmailNotification: true }, 400, '0x80040203'],
    ['a job that recurs', { RecurrencePattern: 'FREQ=DAILY;INTERVAL=1' }, 501, '0x80040219'],
    ['a query that is a text', { QuerySet: ['account'] }, 400, '0x80048d19'],
  ])('refuses %s', async (_what, body, status, code) => {
    const { house, bulkDelete, left } = await warehouse()
    const answer = await bulkDelete([{ EntityName: 'account' }], { body })
    expect([answer.status, answer.json.error.code]).toEqual([status, code])
    expect(await left()).toEqual(names)
    expect((await house.call('GET', '/bulkdeleteoperations')).json.value).toEqual([])
  })
})
