import { beforeAll, describe, expect, it } from 'vitest'
import { guidOf } from '../../src/kernel/guid.js'
import { type Call, HandSeeded } from './hand-seeded.js'

const SEEN = guidOf('seen')
const HIDDEN = guidOf('hidden')
const HIDDEN_CONTACT = guidOf('hidden contact')
const ANN: Call = { as: 'ann' }

/**
 * Ann, who reads what lies in her unit; with `secrets`, rows of other units hang on it and stand beside it. It is Cem's,
 * for who owns a row sees what hangs on it.
 */
async function world(secrets: boolean): Promise<HandSeeded> {
  const house = new HandSeeded()
  const local = ['Read', 'Write', 'Create', 'Delete', 'Append', 'AppendTo', 'Share', 'Assign'].flatMap((right) =>
    ['Account', 'Contact'].map((table) => [`prv${right}${table}`, 'Local'] as const),
  )
  house.role('Reader of the unit', Object.fromEntries(local))
  const unit = house.unit('North')
  house.person('ann', { role: 'Reader of the unit', unit })
  house.person('bob', { role: 'Reader of the unit', unit })
  const cem = house.person('cem', { role: 'Reader of the unit', unit })
  const near = { 'ownerid@odata.bind': `/systemusers(${cem})` }
  await house.make('accounts', { accountid: SEEN, name: 'Seen', revenue: 5, ...near })
  await house.make('accounts', { accountid: guidOf('also seen'), name: 'Also seen', revenue: 7, ...near })
  const under = { 'parentcustomerid_account@odata.bind': `/accounts(${SEEN})` }
  await house.make('contacts', { contactid: guidOf('seen contact'), lastname: 'Seen', ...under, ...near })
  if (!secrets) return house
  await house.make('contacts', { contactid: HIDDEN_CONTACT, lastname: 'Secret', ...under })
  await house.make('accounts', {
    accountid: HIDDEN,
    name: 'Secret',
    revenue: 1000,
    'parentaccountid@odata.bind': `/accounts(${SEEN})`,
    'primarycontactid@odata.bind': `/contacts(${HIDDEN_CONTACT})`,
  })
  const primary = { 'primarycontactid@odata.bind': `/contacts(${HIDDEN_CONTACT})` }
  await house.call('PATCH', `/accounts(${SEEN})`, { body: primary })
  return house
}

const fetchXml = (inner: string, options = '') =>
  `/accounts?fetchXml=${encodeURIComponent(`<fetch ${options}><entity name="account">${inner}</entity></fetch>`)}`
const NAME = '<attribute name="name"/>'

/** Queries that could tell of rows that the caller may not read. */
const queries = [
  '/accounts?$select=name&$count=true',
  '/accounts/$count',
  "/accounts/$count?$filter=name eq 'Secret'",
  '/accounts?$select=name&$orderby=revenue desc',
  '/accounts?$select=name&$top=1&$orderby=revenue desc',
  "/accounts?$select=name&$filter=name eq 'Secret' or revenue gt 100",
  `/accounts?$select=name&$filter=accountid eq ${HIDDEN}`,
  '/accounts?$apply=aggregate($count as n)',
  '/accounts?$apply=aggregate(revenue with max as top,revenue with sum as all)',
  '/accounts?$apply=groupby((name),aggregate($count as n))',
  "/accounts?$apply=filter(name eq 'Secret')/aggregate($count as n)",
  "/accounts?$select=name&$filter=primarycontactid/lastname eq 'Secret'",
  "/accounts?$select=name&$filter=startswith(primarycontactid/lastname,'S')",
  '/accounts?$select=name&$filter=primarycontactid/lastname eq null',
  '/accounts?$select=name&$orderby=primarycontactid/lastname',
  "/accounts?$select=name&$filter=contact_customer_accounts/any(c:c/lastname eq 'Secret')",
  "/accounts?$select=name&$filter=contact_customer_accounts/all(c:c/lastname eq 'Seen')",
  "/accounts?$select=name&$filter=account_parent_account/any(a:a/name eq 'Secret')",
  '/accounts?$select=name&$expand=contact_customer_accounts($select=lastname)',
  '/accounts?$select=name&$expand=account_parent_account($select=name;$expand=primarycontactid($select=lastname))',
  `/accounts(${SEEN})?$select=name&$expand=contact_customer_accounts($select=lastname),account_parent_account($select=name)`,
  `/accounts(${SEEN})/contact_customer_accounts?$select=lastname&$count=true`,
  `/accounts(${SEEN})/contact_customer_accounts/$count`,
  `/accounts(${SEEN})/contact_customer_accounts/$ref`,
  `/accounts(${SEEN})/account_parent_account?$select=name`,
  fetchXml(NAME),
  fetchXml('<attribute name="accountid" alias="n" aggregate="count"/>', 'aggregate="true"'),
  fetchXml('<attribute name="revenue" alias="n" aggregate="max"/>', 'aggregate="true"'),
  fetchXml(
    `${NAME}<filter><condition attribute="name" operator="like" value="Sec%"/></filter>`,
    'returntotalrecordcount="true"',
  ),
  fetchXml(
    `${NAME}<link-entity name="contact" from="parentcustomerid" to="accountid" alias="c"><attribute name="lastname"/></link-entity>`,
  ),
  fetchXml(
    `${NAME}<link-entity name="contact" from="contactid" to="primarycontactid" alias="c"><attribute name="lastname"/></link-entity>`,
  ),
  fetchXml(
    `${NAME}<link-entity name="account" from="parentaccountid" to="accountid" link-type="outer" alias="c"><attribute name="name"/></link-entity>`,
  ),
  fetchXml(
    `${NAME}<filter><link-entity name="contact" from="parentcustomerid" to="accountid" link-type="any"><filter><condition attribute="lastname" operator="eq" value="Secret"/></filter></link-entity></filter>`,
  ),
  fetchXml(
    `${NAME}<filter><link-entity name="account" from="parentaccountid" to="accountid" link-type="not any"/></filter>`,
  ),
  fetchXml(`${NAME}<filter><condition attribute="accountid" operator="eq-or-under" value="${SEEN}"/></filter>`),
]

describe('rows that the caller may not read', () => {
  let full: HandSeeded
  let bare: HandSeeded
  beforeAll(async () => {
    full = await world(true)
    bare = await world(false)
  })

  /** Versions tell only when something happened to a row that the caller sees. */
  const shown = ({ status, text }: { readonly status: number; readonly text: string }) => [
    status,
    text.replace(/W\/\\"\d+\\"/g, 'W/"n"').replace(/cookie[^"]*/g, ''),
  ]

  it.each(queries)('are nothing to GET %s', async (path) => {
    const [told, untold] = [await full.call('GET', path, ANN), await bare.call('GET', path, ANN)]
    expect(shown(told)).toEqual(shown(untold))
    expect(told.status).toBe(200)
    expect((await full.call('GET', path)).text).not.toBe(told.text)
  })

  it('are nothing in a batch', async () => {
    const line = 'Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n'
    const parts = queries.map(
      (path) => `--b\r\n${line}GET /api/data/v9.2${path.replaceAll(' ', '%20')} HTTP/1.1\r\n\r\n`,
    )
    const call = { ...ANN, headers: { 'content-type': 'multipart/mixed; boundary=b' }, body: `${parts.join('')}--b--` }
    const answer = await full.call('POST', '/$batch', call)
    expect([answer.status, answer.text.split('HTTP/1.1 200').length - 1]).toEqual([200, queries.length])
    expect(answer.text).not.toContain('Secret')
    expect(answer.text).not.toContain('1000')
  })

  it.each([
    ['GET', {}],
    ['GET', { 'if-none-match': 'right' }],
    ['GET', { 'if-none-match': 'W/"1"' }],
    ['PATCH', { 'if-match': 'right' }],
    ['PATCH', { 'if-match': 'W/"1"' }],
    ['PATCH', { 'if-match': '*' }],
    ['DELETE', { 'if-match': 'right' }],
    ['DELETE', { 'if-match': 'W/"1"' }],
  ] as const)('tell nothing of their versions to %s with %o', async (method, given) => {
    const { headers } = await full.call('GET', `/accounts(${HIDDEN})`)
    const condition = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, value === 'right' ? (headers.etag ?? '') : value]),
    )
    const body = method === 'PATCH' ? { body: { name: 'mine' } } : {}
    const answer = await full.call(method, `/accounts(${HIDDEN})`, { ...ANN, headers: condition, ...body })
    expect([answer.status, answer.json.error.code]).toEqual([403, '0x80048306'])
    expect(answer.text).not.toContain('Secret')
  })

  it.each([
    `/accounts(${HIDDEN})/name`,
    `/accounts(${HIDDEN})/name/$value`,
    `/accounts(${HIDDEN})/primarycontactid`,
    `/accounts(${HIDDEN})/primarycontactid/$ref`,
    `/accounts(${HIDDEN})/contact_customer_accounts`,
    `/accounts(${HIDDEN})/contact_customer_accounts/$count`,
    `/accounts(${HIDDEN})/parentaccountid/name`,
    `/accounts(${SEEN})/primarycontactid`,
    `/accounts(${SEEN})/primarycontactid/lastname`,
    `/RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={'@odata.id':'accounts(${HIDDEN})'}`,
  ])('are closed to GET %s', async (path) => {
    const answer = await full.call('GET', path, ANN)
    expect([answer.status, answer.json.error.code]).toEqual([403, '0x80048306'])
    expect((await full.call('GET', path)).status).toBeLessThan(300)
  })
})
