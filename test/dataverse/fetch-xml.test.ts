import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT } from './hand-seeded.js'

type Json = Record<string, unknown>

function ask(house: HandSeeded, xml: string, options: { as?: string; set?: string; more?: string } = {}) {
  const { as, set = 'accounts', more = '' } = options
  return house.call('GET', `/${set}?fetchXml=${encodeURIComponent(xml)}${more}`, {
    ...(as ? { as } : {}),
    headers: { prefer: 'odata.include-annotations="*"' },
  })
}

async function names(house: HandSeeded, inner: string, as?: string): Promise<unknown[]> {
  const xml = `<fetch><entity name="account"><attribute name="name"/><order attribute="name"/>${inner}</entity></fetch>`
  const { status, json } = await ask(house, xml, as ? { as } : {})
  return status === 200 ? json.value.map((row: Json) => row.name) : [json.error.code]
}

/** Three accounts; a has two contacts (one of them its primary contact), b has one, c has none. */
async function accounts() {
  const house = new HandSeeded()
  const a = await house.make('accounts', { name: 'a', revenue: 100, numberofemployees: 5, industrycode: 1, fax: '12' })
  const b = await house.make('accounts', { name: 'b', revenue: 300, numberofemployees: 5, address1_city: 'Oslo' })
  const c = await house.make('accounts', { name: 'c', fax: '345', createdon: '2020-05-01T00:00:00Z' })
  const contact = (lastname: string, account: string) =>
    house.make('contacts', { lastname, 'parentcustomerid_account@odata.bind': `/accounts(${account})` })
  const [ann, bob, cy] = [await contact('Ann', a), await contact('Bob', a), await contact('Cy', b)]
  await house.call('PATCH', `/accounts(${a})`, { body: { 'primarycontactid@odata.bind': `/contacts(${ann})` } })
  return { house, a, b, c, ann, bob, cy }
}

const COUNTRY = '<link-entity name="contact" from="parentcustomerid" to="accountid" alias="k"'

describe('FetchXML', () => {
  it('shows the columns asked for and the id, without those that are empty', async () => {
    const { house, a } = await accounts()
    const xml = `<fetch mapping="logical"><entity name="account"><attribute name="name"/><attribute name="revenue"/>
      <attribute name="primarycontactid" alias="who"/><attribute name="address1_city"/>
      <filter><condition attribute="accountid" operator="eq" value="{${a.toUpperCase()}}"/></filter></entity></fetch>`
    const { json } = await ask(house, xml)
    expect(json['@odata.context']).toBe(`${ROOT}/$metadata#accounts(name,revenue,who,address1_city,accountid)`)
    expect(json.value).toHaveLength(1)
    const [row] = json.value
    expect(row).toMatchObject({
      accountid: a,
      name: 'a',
      revenue: 100,
      'revenue@OData.Community.Display.V1.FormattedValue': '$100.00',
      'who@OData.Community.Display.V1.FormattedValue': 'Ann',
      'who@Microsoft.Dynamics.CRM.lookuplogicalname': 'contact',
    })
    expect(row['@odata.etag']).toMatch(/^W\/"\d+"$/)
    expect(row).toHaveProperty('_transactioncurrencyid_value')
    expect(row).not.toHaveProperty('address1_city')
    expect(row).not.toHaveProperty('_primarycontactid_value')
  })

  it('shows everything when asked for everything', async () => {
    const { house } = await accounts()
    const { json } = await ask(house, '<fetch top="1"><entity name="account"><all-attributes/></entity></fetch>')
    expect(json['@odata.context']).toBe(`${ROOT}/$metadata#accounts`)
    expect(json.value).toHaveLength(1)
    expect(json.value[0]).toHaveProperty('_ownerid_value')
    expect(json).not.toHaveProperty('@Microsoft.Dynamics.CRM.morerecords')
  })

  const dates = (operators: string, found: string, value?: string) =>
    operators.split(' ').map((operator): [string, string] => {
      return [`attribute="createdon" operator="${operator}"${value ? ` value="${value}"` : ''}`, found]
    })
  const conditions: readonly [text: string, found: string][] = [
    ['attribute="name" operator="eq" value="A"', 'a'],
    ['attribute="name" operator="ne" value="a"', 'b c'],
    ['attribute="address1_city" operator="neq" value="Oslo"', 'a c'],
    ['attribute="revenue" operator="gt" value="100"', 'b'],
    ['attribute="revenue" operator="ge" value="100"', 'a b'],
    ['attribute="revenue" operator="lt" value="300"', 'a'],
    ['attribute="revenue" operator="null"', 'c'],
    ['attribute="revenue" operator="not-null"', 'a b'],
    ['attribute="fax" operator="like" value="%4%"', 'c'],
    ['attribute="fax" operator="like" value="1_"', 'a'],
    ['attribute="fax" operator="not-like" value="1%"', 'b c'],
    ['attribute="fax" operator="begins-with" value="3"', 'c'],
    ['attribute="fax" operator="not-begin-with" value="3"', 'a b'],
    ['attribute="fax" operator="ends-with" value="2"', 'a'],
    ['attribute="fax" operator="not-end-with" value="2"', 'b c'],
    ['attribute="industrycode" operator="eq" value="1"', 'a'],
    ['attribute="donotemail" operator="eq" value="0"', 'a b c'],
    ['attribute="ownerid" operator="eq-userid"', 'a b c'],
    ['attribute="ownerid" operator="ne-userid"', ''],
    ['attribute="owningbusinessunit" operator="eq-businessid"', 'a b c'],
    ['attribute="createdon" operator="today"', 'a b c'],
    ['attribute="createdon" operator="on" value="2026-01-15"', 'a b c'],
    ['attribute="createdon" operator="on-or-before" value="2026-01-14"', ''],
    ['attribute="createdon" operator="last-x-days" value="3"', 'a b c'],
    ['attribute="createdon" operator="olderthan-x-months" value="1"', ''],
    ['attribute="createdon" operator="lt" value="2026-01-15T13:00:00"', 'a b c'],
    ['attribute="name" operator="eq" valueof="fax"', ''],
    ['attribute="modifiedon" operator="ge" valueof="createdon"', 'a b c'],
    ['attribute="name" operator="le" value="b"', 'a b'],
    ['attribute="ownerid" operator="eq-userteams"', ''],
    ['attribute="ownerid" operator="eq-useroruserteams"', 'a b c'],
    ['attribute="ownerid" operator="eq-useroruserhierarchy"', 'a b c'],
    ['attribute="ownerid" operator="eq-useroruserhierarchyandteams"', 'a b c'],
    ['attribute="owningbusinessunit" operator="ne-businessid"', ''],
    ...dates('yesterday tomorrow last-week next-week last-month next-month last-year next-year', ''),
    ...dates('this-week this-month this-year last-seven-days', 'a b c'),
    ...dates('last-x-hours last-x-weeks last-x-months last-x-years', 'a b c', '1'),
    ...dates('olderthan-x-minutes olderthan-x-hours olderthan-x-days olderthan-x-weeks olderthan-x-years', '', '1'),
    ['attribute="createdon" operator="not-on" value="2026-01-14"', 'a b c'],
    ['attribute="createdon" operator="on-or-after" value="2026-01-15"', 'a b c'],
  ]
  it.each(conditions)('condition %s', async (text, found) => {
    const { house } = await accounts()
    expect((await names(house, `<filter><condition ${text}/></filter>`)).join(' ')).toBe(found)
  })

  it('looks up and down a hierarchy, into the future, and at several choices', async () => {
    const { house, a } = await accounts()
    const below = await house.make('accounts', { name: 'd', 'parentaccountid@odata.bind': `/accounts(${a})` })
    const tree = (operator: string, id: string) =>
      names(house, `<filter><condition attribute="accountid" operator="${operator}" value="${id}"/></filter>`)
    expect(await tree('under', a)).toEqual(['d'])
    expect(await tree('eq-or-under', a)).toEqual(['a', 'd'])
    expect(await tree('not-under', a)).toEqual(['a', 'b', 'c'])
    expect(await tree('above', below)).toEqual(['a'])
    expect(await tree('eq-or-above', below)).toEqual(['a', 'd'])
    await house.make('tasks', { subject: 'soon', scheduledend: '2026-01-16T12:00:00Z' })
    for (const condition of [
      ...['next-seven-days', 'tomorrow'].map((operator) => `operator="${operator}"`),
      ...['hours', 'days', 'weeks', 'months', 'years'].map((unit) => `operator="next-x-${unit}" value="30"`),
    ]) {
      const xml = `<fetch><entity name="task"><attribute name="subject"/><filter>
        <condition attribute="scheduledend" ${condition}/></filter></entity></fetch>`
      const { value } = (await ask(house, xml, { set: 'tasks' })).json
      expect([condition, value]).toMatchObject([condition, [{ subject: 'soon' }]])
    }
    const list = (attribute: string, operator: string, ...values: number[]) => {
      const each = values.map((value) => `<value>${value}</value>`).join('')
      return names(
        house,
        `<filter><condition attribute="${attribute}" operator="${operator}">${each}</condition></filter>`,
      )
    }
    expect(await list('industrycode', 'contain-values', 1, 2)).toEqual(['a'])
    expect(await list('industrycode', 'not-contain-values', 1, 2)).toEqual(['b', 'c', 'd'])
    expect(await list('revenue', 'not-between', 50, 150)).toEqual(['b'])
  })

  it('is not taken for something else where no list is asked for', async () => {
    const { house, a } = await accounts()
    const xml = encodeURIComponent('<fetch><entity name="account"/></fetch>')
    for (const path of [`/accounts(${a})`, '/accounts/$count']) {
      const { status, json } = await house.call('GET', `${path}?fetchXml=${xml}`)
      expect([status, json.error.code]).toEqual([501, '0x80040219'])
    }
  })

  it('takes several values, and filters inside filters', async () => {
    const { house } = await accounts()
    const list = (operator: string, attribute: string, ...values: string[]) =>
      `<condition attribute="${attribute}" operator="${operator}">${values.map((each) => `<value>${each}</value>`).join('')}</condition>`
    expect(await names(house, `<filter>${list('in', 'name', 'a', 'c')}</filter>`)).toEqual(['a', 'c'])
    expect(await names(house, `<filter>${list('not-in', 'name', 'a', 'c')}</filter>`)).toEqual(['b'])
    expect(await names(house, `<filter>${list('between', 'revenue', '50', '150')}</filter>`)).toEqual(['a'])
    const nested = `<filter type="or">${list('in', 'name', 'c')}<filter>${list('in', 'name', 'a', 'b')}
      <condition attribute="revenue" operator="gt" value="200"/></filter></filter>`
    expect(await names(house, nested)).toEqual(['b', 'c'])
    expect(await names(house, '<filter type="or"/>')).toEqual(['a', 'b', 'c'])
  })

  const onBob = '<filter><condition attribute="lastname" operator="eq" value="Bob"/></filter>'
  const links: readonly [text: string, found: string][] = [
    [`${COUNTRY}/>`, 'a a b'],
    [`${COUNTRY} link-type="outer"/>`, 'a a b c'],
    [`${COUNTRY} link-type="outer">${onBob}</link-entity>`, 'a b c'],
    [`${COUNTRY}>${onBob}</link-entity>`, 'a'],
    [`${COUNTRY} link-type="exists"/>`, 'a b'],
    [`${COUNTRY} link-type="in"/>`, 'a b'],
    [`${COUNTRY} link-type="matchfirstrowusingcrossapply"/>`, 'a b'],
    [`<filter>${COUNTRY} link-type="any">${onBob}</link-entity></filter>`, 'a'],
    [`<filter>${COUNTRY} link-type="not any">${onBob}</link-entity></filter>`, 'b c'],
    [`<filter>${COUNTRY} link-type="all">${onBob}</link-entity></filter>`, 'b'],
    [`<filter>${COUNTRY} link-type="not all">${onBob}</link-entity></filter>`, 'a'],
    [
      `${COUNTRY} link-type="outer"/><filter><condition entityname="k" attribute="contactid" operator="null"/></filter>`,
      'c',
    ],
    ['<link-entity name="contact" from="contactid" to="primarycontactid"/>', 'a'],
    ['<link-entity name="systemuser" from="systemuserid" to="ownerid"/>', 'a b c'],
    ['<link-entity name="team" from="teamid" to="ownerid"/>', ''],
  ]
  it.each(links)('joins by %s', async (text, found) => {
    const { house } = await accounts()
    expect((await names(house, text)).join(' ')).toBe(found)
  })

  it('shows columns of joined tables behind their alias, over any number of steps', async () => {
    const { house, a } = await accounts()
    const owner = (
      await house.call(
        'GET',
        '/systemusers?$select=fullname&$filter=Microsoft.Dynamics.CRM.EqualUserId(PropertyName=%27systemuserid%27)',
      )
    ).json.value[0].fullname
    const xml = `<fetch><entity name="contact"><attribute name="lastname"/><order attribute="lastname"/>
      <link-entity name="account" from="accountid" to="parentcustomerid" alias="acc"><attribute name="name"/><attribute name="primarycontactid"/>
        <order attribute="name" descending="true"/>
        <link-entity name="systemuser" from="systemuserid" to="ownerid"><attribute name="fullname" alias="owner"/></link-entity>
      </link-entity></entity></fetch>`
    const { json } = await ask(house, xml, { set: 'contacts' })
    expect(json.value.map((row: Json) => [row.lastname, row['acc.name'], row.owner])).toEqual([
      ['Ann', 'a', owner],
      ['Bob', 'a', owner],
      ['Cy', 'b', owner],
    ])
    expect(json.value[0]).toMatchObject({ 'acc.primarycontactid@OData.Community.Display.V1.FormattedValue': 'Ann' })
    expect(json.value[2]).not.toHaveProperty('acc.primarycontactid')
    const related = await ask(house, '<fetch><entity name="contact"><attribute name="lastname"/></entity></fetch>', {
      set: `accounts(${a})/contact_customer_accounts`,
    })
    expect(related.json.value.map((row: Json) => row.lastname).sort()).toEqual(['Ann', 'Bob'])
  })

  it('goes through the intersect table of a relationship', async () => {
    const { house } = await accounts()
    const xml = `<fetch distinct="true"><entity name="systemuser"><attribute name="isdisabled"/>
      <link-entity name="systemuserroles" from="systemuserid" to="systemuserid" intersect="true">
        <link-entity name="role" from="roleid" to="roleid" alias="r">
          <filter><condition attribute="name" operator="eq" value="System Administrator"/></filter>
        </link-entity></link-entity>
        <filter><condition attribute="systemuserid" operator="eq-userid"/></filter></entity></fetch>`
    const { json } = await ask(house, xml, { set: 'systemusers' })
    expect(json.value).toMatchObject([{ isdisabled: false }])
    const other = await ask(house, xml.replace('System Administrator', 'Basic User'), { set: 'systemusers' })
    expect(other.json.value).toEqual([])
  })

  it('orders choices by their labels, lookups by the names of their rows, and what is empty first', async () => {
    const { house, b, ann, bob } = await accounts()
    for (const [name, customertypecode, contact] of [
      ['influencer', 6, bob],
      ['partner', 5, ann],
      ['competitor', 1, bob],
    ] as const) {
      const primary = { 'primarycontactid@odata.bind': `/contacts(${contact})` }
      await house.make('accounts', {
        name,
        customertypecode,
        'parentaccountid@odata.bind': `/accounts(${b})`,
        ...primary,
      })
    }
    const ordered = async (order: string) => {
      const filter = `<filter><condition attribute="parentaccountid" operator="eq" value="${b}"/></filter>`
      const xml = `<fetch><entity name="account"><attribute name="name"/>${order}${filter}</entity></fetch>`
      return (await ask(house, xml)).json.value.map((row: Json) => row.name)
    }
    expect(await ordered('<order attribute="customertypecode"/>')).toEqual(['competitor', 'influencer', 'partner'])
    const byContact = '<order attribute="primarycontactid" descending="true"/><order attribute="name"/>'
    expect(await ordered(byContact)).toEqual(['competitor', 'influencer', 'partner'])
    const emptyFirst = `<fetch><entity name="account"><attribute name="name"/><order attribute="revenue"/>
      <filter><condition attribute="customertypecode" operator="null"/></filter></entity></fetch>`
    expect((await ask(house, emptyFirst)).json.value.map((row: Json) => row.name)).toEqual(['c', 'a', 'b'])
  })

  it('pages with a cookie, which finds its place when rows have gone', async () => {
    const house = new HandSeeded()
    const made: Record<string, string> = {}
    for (const name of ['a', 'b', 'c', 'd', 'e']) made[name] = await house.make('accounts', { name: `${name} & "<co>` })
    const page = (attributes: string) =>
      `<fetch count="2" ${attributes}><entity name="account"><attribute name="name"/><order attribute="name"/></entity></fetch>`
    const first = await ask(house, page('page="1" returntotalrecordcount="true"'))
    expect(first.json.value.map((row: Json) => String(row.name)[0])).toEqual(['a', 'b'])
    expect(first.json['@Microsoft.Dynamics.CRM.morerecords']).toBe(true)
    expect(first.json['@Microsoft.Dynamics.CRM.totalrecordcount']).toBe(5)
    const cookie: string = first.json['@Microsoft.Dynamics.CRM.fetchxmlpagingcookie']
    const [, number, encoded = ''] =
      /^<cookie pagenumber="(\d)" pagingcookie="([^"]*)" istracking="False" \/>$/.exec(cookie) ?? []
    expect(number).toBe('2')
    const inner = decodeURIComponent(decodeURIComponent(encoded))
    expect(inner).toMatch(
      /^<cookie page="1"><name last="b &amp; .*" first=".*" \/><accountid last="\{[0-9A-F-]{36}\}" first="\{[0-9A-F-]{36}\}" \/><\/cookie>$/,
    )
    await house.call('DELETE', `/accounts(${made.a})`)
    const escaped = inner
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
    const second = await ask(house, page(`page="2" paging-cookie="${escaped}"`))
    expect(second.json.value.map((row: Json) => String(row.name)[0])).toEqual(['c', 'd'])
    const third = await ask(house, page('page="3"'), { more: '&$count=true' })
    expect(third.json.value).toEqual([])
    expect(third.json['@odata.count']).toBe(4)
    expect(third.json).not.toHaveProperty('@Microsoft.Dynamics.CRM.fetchxmlpagingcookie')
    expect(third.json).not.toHaveProperty('@Microsoft.Dynamics.CRM.morerecords')
  })

  it('gives no cookie where a joined table decides the order', async () => {
    const { house } = await accounts()
    const xml = `<fetch count="1"><entity name="account"><attribute name="name"/>${COUNTRY}><order attribute="lastname"/></link-entity></entity></fetch>`
    const { json } = await ask(house, xml)
    expect(json['@Microsoft.Dynamics.CRM.morerecords']).toBe(true)
    expect(json).not.toHaveProperty('@Microsoft.Dynamics.CRM.fetchxmlpagingcookie')
  })

  it('shows rows that look alike once', async () => {
    const { house } = await accounts()
    const xml = `<fetch distinct="true"><entity name="account"><attribute name="numberofemployees"/>
      <filter><condition attribute="numberofemployees" operator="not-null"/></filter></entity></fetch>`
    const { json } = await ask(house, xml)
    expect(json.value).toEqual([
      { numberofemployees: 5, 'numberofemployees@OData.Community.Display.V1.FormattedValue': '5' },
    ])
  })

  it('aggregates, by groups and in their order', async () => {
    const { house, a, b } = await accounts()
    const whole = `<fetch aggregate="true"><entity name="account"><attribute name="accountid" aggregate="count" alias="n"/>
      <attribute name="revenue" aggregate="sum" alias="total"/><attribute name="revenue" aggregate="avg" alias="mean"/>
      <attribute name="revenue" aggregate="min" alias="least"/><attribute name="name" aggregate="max" alias="last"/>
      <attribute name="numberofemployees" aggregate="countcolumn" alias="filled"/>
      <attribute name="numberofemployees" aggregate="countcolumn" distinct="true" alias="kinds"/></entity></fetch>`
    const { json } = await ask(house, whole)
    expect(json['@odata.context']).toBe(`${ROOT}/$metadata#accounts`)
    expect(json.value).toMatchObject([{ n: 3, total: 400, mean: 200, least: 100, last: 'c', filled: 2, kinds: 1 }])
    expect(json.value[0]).toMatchObject({ 'total@OData.Community.Display.V1.FormattedValue': '$400.00' })
    const grouped = `<fetch aggregate="true"><entity name="contact"><attribute name="contactid" aggregate="count" alias="n"/>
      <attribute name="parentcustomerid" groupby="true" alias="of"/><attribute name="createdon" groupby="true" dategrouping="month" alias="month"/>
      <order alias="n" descending="true"/></entity></fetch>`
    const groups = await ask(house, grouped, { set: 'contacts' })
    expect(groups.json.value).toMatchObject([
      { n: 2, of: a, 'of@OData.Community.Display.V1.FormattedValue': 'a', month: 1 },
      { n: 1, of: b, month: 1 },
    ])
    const none = await ask(
      house,
      whole.replace('</entity>', '<filter><condition attribute="name" operator="eq" value="x"/></filter></entity>'),
    )
    expect(none.json.value).toMatchObject([{ n: 0, filled: 0 }])
  })

  it('shows nobody what he may not read, whichever way he asks', async () => {
    const { house } = await accounts()
    house.role('Own accounts', { prvReadAccount: 'Basic', prvCreateAccount: 'Basic', prvReadContact: 'Basic' })
    house.role('Accounts alone', { prvReadAccount: 'Global' })
    house.person('clerk', { role: 'Own accounts' })
    house.person('auditor', { role: 'Accounts alone' })
    await house.make('accounts', { name: 'mine' }, 'clerk')
    expect(await names(house, '', 'clerk')).toEqual(['mine'])
    expect(await names(house, `${COUNTRY} link-type="outer"/>`, 'auditor')).toEqual(['0x80040220'])
    const count =
      '<fetch aggregate="true"><entity name="account"><attribute name="name" aggregate="count" alias="n"/></entity></fetch>'
    expect((await ask(house, count, { as: 'clerk' })).json.value[0].n).toBe(1)
    house.role('All accounts, own contacts', { prvReadAccount: 'Global', prvReadContact: 'Basic' })
    house.person('seller', { role: 'All accounts, own contacts' })
    expect(await names(house, `<filter>${COUNTRY} link-type="any"/></filter>`, 'seller')).toEqual([])
    expect(await names(house, `<filter>${COUNTRY} link-type="not any"/></filter>`, 'seller')).toEqual([
      'a',
      'b',
      'c',
      'mine',
    ])
  })

  it('refuses a query whose tables multiply, before it holds everybody up', async () => {
    const house = new HandSeeded()
    for (let number = 0; number < 60; number++) await house.make('accounts', { name: `${number}` })
    const everyOther = '<link-entity name="account" from="statecode" to="statecode"/>'
    const squared = `<fetch><entity name="account"><attribute name="name"/>${everyOther}</entity></fetch>`
    expect((await ask(house, squared)).json.value).toHaveLength(3600)
    const cubed = await ask(house, squared.replace(everyOther, everyOther.repeat(2)))
    expect([cubed.status, cubed.json.error.code]).toEqual([400, '0x8004e023'])
    const asked = `<filter>${everyOther.replace('/>', ` link-type="not any">${everyOther.repeat(3)}</link-entity>`)}</filter>`
    const hidden = await ask(house, `<fetch><entity name="account">${asked}</entity></fetch>`)
    expect([hidden.status, hidden.json.error.code]).toEqual([400, '0x8004e023'])
  })

  const entity = (inner: string) => `<fetch><entity name="account">${inner}</entity></fetch>`
  const refused: readonly [title: string, xml: string, code: string, message: string | RegExp][] = [
    ['no XML', 'fetch', '0x8004111c', 'The element node encountered is invalid.'],
    ['nothing', '', '0x8004111c', 'The element node encountered is invalid.'],
    ['an element that is not closed', '<fetch><entity name="account">', '0x8004111c', /invalid/],
    [
      'a document type',
      '<!DOCTYPE fetch [<!ENTITY a "b">]><fetch><entity name="account"/></fetch>',
      '0x8004111c',
      /invalid/,
    ],
    ['another root', '<query><entity name="account"/></query>', '0x8004111c', /invalid/],
    ['no entity', '<fetch/>', '0x8004111c', /invalid/],
    ['a page that is no number', '<fetch page="x"><entity name="account"/></fetch>', '0x8004111c', /invalid/],
    [
      'an unknown table',
      '<fetch><entity name="acount"/></fetch>',
      '0x80041102',
      "The entity with a name = 'acount' with namemapping = 'Logical' was not found in the MetadataCache.",
    ],
    [
      'another table',
      '<fetch><entity name="contact"/></fetch>',
      '0x80041128',
      /^The entity name specified in fetchxml does not match/,
    ],
    [
      'an unknown column',
      entity('<attribute name="nme"/>'),
      '0x80041103',
      /^'Account' entity doesn't contain attribute with Name = 'nme' and NameMapping = 'Logical' \(look up attribute by name is case-sensitive\)\.orgIndex: \d+, id: [0-9a-f-]{36}, logicalName: account$/,
    ],
    [
      'an unknown operator',
      entity('<filter><condition attribute="name" operator="is" value="1"/></filter>'),
      '0x80041120',
      'Unsupported condition operator.',
    ],
    [
      'an inherited operator',
      entity('<filter><condition attribute="name" operator="constructor"/></filter>'),
      '0x80041120',
      'Unsupported condition operator.',
    ],
    [
      'a value too many',
      entity('<filter><condition attribute="name" operator="null" value="1"/></filter>'),
      '0x80040203',
      /does not take 1 values/,
    ],
    [
      'no value',
      entity('<filter><condition attribute="name" operator="eq"/></filter>'),
      '0x80040203',
      /does not take 0 values/,
    ],
    [
      'a value of another type',
      entity('<filter><condition attribute="revenue" operator="eq" value="much"/></filter>'),
      '0x80040203',
      /'much'.*'revenue'.*'Money'/,
    ],
    [
      'an id that is none',
      entity('<filter><condition attribute="accountid" operator="eq" value="1"/></filter>'),
      '0x80040203',
      /'1'/,
    ],
    [
      'an unknown kind of filter',
      entity('<filter type="xor"/>'),
      '0x80041122',
      "Unsupported filter type. Valid values are 'and', or 'or'.",
    ],
    [
      'a condition about nobody',
      entity('<filter><condition entityname="x" attribute="name" operator="null"/></filter>'),
      '0x8004111c',
      /invalid/,
    ],
    [
      'the same alias twice',
      entity('<attribute name="name" alias="x"/><attribute name="fax" alias="x"/>'),
      '0x80041130',
      'FetchXML should have unique aliases.',
    ],
    [
      'the same alias for two tables',
      entity(`${COUNTRY}/>${COUNTRY}/>`),
      '0x80041130',
      'FetchXML should have unique aliases.',
    ],
    ['an unknown kind of link', entity(COUNTRY.replace('alias="k"', 'link-type="cross"/>')), '0x8004111c', /invalid/],
    [
      'too many tables',
      entity(`${COUNTRY.replace('alias="k"', '')}/>`.repeat(16)),
      '0x8004430d',
      'Number of link entities in query exceeded maximum limit.',
    ],
    ['top and a page', '<fetch top="1" page="2"><entity name="account"/></fetch>', '0x80040203', /top attribute/],
    [
      'a plain column among aggregates',
      '<fetch aggregate="true"><entity name="account"><attribute name="name"/></entity></fetch>',
      '0x80041107',
      'Attributes can not be returned when aggregate operation is specified.',
    ],
    [
      'an aggregate without a name',
      '<fetch aggregate="true"><entity name="account"><attribute name="name" aggregate="count"/></entity></fetch>',
      '0x8004111c',
      /alias is required/,
    ],
    [
      'an aggregate in the order of a column',
      '<fetch aggregate="true"><entity name="account"><attribute name="name" aggregate="count" alias="n"/><order attribute="name"/></entity></fetch>',
      '0x80041131',
      /Use an alias/,
    ],
    [
      'an aggregate in no order',
      '<fetch aggregate="true"><entity name="account"><attribute name="name" aggregate="count" alias="n"/><order/></entity></fetch>',
      '0x80041134',
      /alias is required/,
    ],
    [
      'a cookie that is none',
      '<fetch count="1" page="2" paging-cookie="x"><entity name="account"/></fetch>',
      '0x8004112a',
      'Invalid page number in paging cookie.',
    ],
    [
      'a far page without a cookie',
      '<fetch count="5000" page="11"><entity name="account"/></fetch>',
      '0x8004430a',
      /^Over upper limit of records/,
    ],
  ]
  it.each(refused)('refuses %s', async (_title, xml, code, message) => {
    const { house } = await accounts()
    const { status, json } = await ask(house, xml)
    expect([status, json.error.code]).toEqual([400, code])
    if (typeof message === 'string') expect(json.error.message).toBe(message)
    else expect(json.error.message).toMatch(message)
  })
})
