import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MACHINES, textOfPupil, type PupilSays } from '../../harness/lab/class/pupils.ts';
import { violations } from '../../harness/page/axe.ts';
import { openTab, PATIENCE, Site } from '../../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  page = await site.visit();
});
afterAll(() => site.close());

const follow = async (to: Page, says: PupilSays): Promise<void> => {
  const text = await textOfPupil(says);
  await to.evaluate(`location.hash = ${JSON.stringify(`results=${text}`)}`);
};
const said = (of: Page, words: string | RegExp) => of.locator('sweep-stage').getByText(words).waitFor();
const key = (of: Page): Promise<string[]> =>
  of
    .locator('scaling-chart svg text')
    .allTextContents()
    .then((all) => all.filter((text) => NAMES.includes(text)));
const NAMES = ['Ada', 'Bo', 'Cy <b>', 'Eve', 'others'];

test('a link with results shows the pool, and the address becomes that of its settings', async () => {
  await follow(page, { place: 0, name: 'Ada' });
  await said(page, '6 new runs of 1 pupil in a new experiment, Class results (1).');
  await said(page, /6 of 6 finished/);
  await expect.poll(() => page.evaluate('location.hash'), PATIENCE).toMatch(/^#experiment=widths/);
  expect(await key(page)).toEqual(['Ada']);
});

test('more links extend the pool, and a name is text', async () => {
  await follow(page, { place: 1, name: 'Bo' });
  await said(page, '6 new runs of 1 pupil in Class results (1).');
  await follow(page, { place: 2, name: 'Cy <b>', machine: MACHINES[2] });
  await expect.poll(() => key(page), PATIENCE).toEqual(['Ada', 'Bo', 'Cy <b>']);
  await follow(page, { place: 2, id: 'another1', machine: MACHINES[2], name: 'Di' });
  await said(page, /6 runs have the same bits as another pupil's/);
});

test('a changed link is refused in words, and the pool stays', async () => {
  const text = await textOfPupil({ place: 3 });
  await page.evaluate(`location.hash = ${JSON.stringify(`results=${text.slice(0, 60)}${text.slice(62)}`)}`);
  await said(page, /Not taken from the link: the results are not whole/);
  await said(page, /18 of 18 finished/);
  expect(await key(page)).toEqual(['Ada', 'Bo', 'Cy <b>']);
});

test('the law says how far machines and seeds differ, and what came twice', async () => {
  await openTab(page, 'Law');
  const law = page.locator('law-statement');
  await law.getByText(/These runs come from/).waitFor();
  expect(await law.getByText(/These runs come from 3 sources\./).count()).toBe(1);
  await law.getByText('6 runs came from two pupils with the same bits').waitFor();
});

test.each(['light', 'dark'] as const)(
  'the page of a pool has no faults for people who use a screen reader (%s)',
  async (scheme) => {
    expect(await violations(page, scheme)).toEqual([]);
  },
);

test('a tab without the lock hands results over, and says so', async () => {
  const [other] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate('void open(location.pathname)'),
  ]);
  await said(other, /open in another tab/);
  await follow(other, { place: 5, name: 'Eve' });
  await said(other, 'Results of Eve went to the other tab of this page. You can close this one.');
  await said(page, '6 new runs of 1 pupil in Class results (1).');
  await expect.poll(() => key(page), PATIENCE).toEqual(['Ada', 'Bo', 'Cy <b>', 'Eve']);
  await other.close();
});

test('a reload brings the pupils back', async () => {
  await page.reload();
  await said(page, /24 of 24 finished/);
  await expect.poll(() => key(page), PATIENCE).toEqual(['Ada', 'Bo', 'Cy <b>', 'Eve']);
  await follow(page, { place: 0, name: 'Ada' });
  await said(page, 'These results were in Class results (1) already. Nothing was added.');
});
