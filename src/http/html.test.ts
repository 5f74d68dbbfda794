import { describe, expect, it } from 'vitest'
import { html } from './html.js'

describe('html', () => {
  it.each([
    ['text is escaped', html`<p>${'<b>&"\''}</p>`, '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
    ['HTML stays', html`<p>${html`<b>${'&'}</b>`}</p>`, '<p><b>&amp;</b></p>'],
    ['lists are joined', html`${[html`<i>1</i>`, html`<i>2</i>`]}`, '<i>1</i><i>2</i>'],
    ['what is not there is nothing', html`<p${false}>${undefined}</p>`, '<p></p>'],
    ['numbers are text', html`${0}`, '0'],
  ])('%s', (_, made, expected) => {
    expect(made.html).toBe(expected)
  })
})
