import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Holds a page against what makes it usable for all: the rules of axe, no sideways scrolling, and a focus that shows. */
export async function inspectPage(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
  await page.setViewportSize({ width: NARROW, height: 720 })
  await page.evaluate(axe.source)
  expect(await page.evaluate(FINDINGS), title).toEqual({ violations: [], width: NARROW, hiddenFocus: false })
}

/** As narrow as a page must still be usable (WCAG 2.2, 1.4.10 Reflow). */
const NARROW = 320

/** Runs in the page, which knows nothing of this file: hence a text. */
const FINDINGS = `(async () => {
  const { violations } = await axe.run()
  const focused = document.activeElement
  const { outlineStyle } = getComputedStyle(focused)
  return {
    violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')),
    width: document.documentElement.scrollWidth,
    hiddenFocus: focused !== document.body && outlineStyle === 'none',
  }
})()`
