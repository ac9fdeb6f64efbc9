// Runs axe on the open page. Clicks nothing and waits for nothing.
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright';

/** What axe finds wrong with the page in this colour scheme: each rule with the elements that break it. */
export async function violations(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run(document)');
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
