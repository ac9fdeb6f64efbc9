import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFirefox } from '../../scripts/machine/find-firefox.mjs';
import { SingleFile } from '../harness/browser/single-file.ts';
import { DrivenFirefox } from '../harness/firefox/driven-firefox.ts';
import { HAS_ENDED, RESULTS, STATE } from '../harness/page/shown-results.ts';
import { TINY_SWEEP } from '../harness/page/site.ts';

let file: SingleFile;
let firefox: DrivenFirefox;

beforeAll(async () => {
  file = await SingleFile.build();
  firefox = await DrivenFirefox.start(findFirefox());
});
afterAll(async () => {
  await firefox?.close();
  await file?.remove();
});

/** Presses the button with these words, as a script can. */
const press = (words: string) => `(function press(root) {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches('button') && element.textContent.trim() === ${JSON.stringify(words)}) {
      element.click();
      return true;
    }
    if (element.shadowRoot && press(element.shadowRoot)) return true;
  }
  return false;
})(document)`;

test('in Firefox the file trains three widths to a law from a disk, and has the experiment after a reload', async () => {
  const settings = { experiment: 'widths', size: 'quick', kernels: 'usual', ...TINY_SWEEP };
  await firefox.open(`${file.address}#${new URLSearchParams(settings).toString()}`);
  await firefox.until(`${STATE}?.planned.length === 3 && ${STATE}.adapter.kind !== 'asking'`);
  await firefox.until(press('Start'));
  await firefox.until(HAS_ENDED);
  expect(await firefox.evaluate(`${STATE}.runs.map(({ state }) => state)`)).toEqual([
    'finished',
    'finished',
    'finished',
  ]);
  expect(await firefox.evaluate(`${STATE}.analysis.laws.length`)).toBeGreaterThan(0);
  const before = await firefox.evaluate(RESULTS);
  await firefox.reload();
  await firefox.until(HAS_ENDED);
  expect(await firefox.evaluate(RESULTS)).toBe(before);
});
