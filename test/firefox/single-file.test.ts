import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFirefox } from '../../scripts/machine/find-firefox.mjs';
import { SingleFile } from '../harness/browser/single-file.ts';
import { DrivenFirefox } from '../harness/firefox/driven-firefox.ts';
import { lessonLinkOf } from '../../src/lab/class/lesson-link.ts';
import { HAS_ENDED, RESULTS, STATE } from '../harness/page/shown-results.ts';
import { TINY_SWEEP } from '../harness/page/site.ts';
import { TINY_LESSON } from '../harness/page/tiny-lesson.ts';

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

/** The text of the results that the panel shows; empty before there is one. */
const SENT = `(function find(root) {
  for (const element of root.querySelectorAll('*')) {
    if (element.matches('textarea[aria-label="Text of your results"]')) return element.value;
    const within = element.shadowRoot === null ? '' : find(element.shadowRoot);
    if (within !== '') return within;
  }
  return '';
})(document)`;

test('in Firefox the file follows a lesson, trains it, gives the results as a text, and pools them', async () => {
  const { selection } = TINY_LESSON;
  const draft = { ...selection.draft, widths: '12' };
  const link = lessonLinkOf({ ...TINY_LESSON, selection: { ...selection, draft }, parts: 1 });
  await firefox.open('about:blank');
  await firefox.open(`${file.address}${link}`);
  await firefox.until(`${STATE}?.lesson?.lesson.id === 'ab12cd34' && ${STATE}.adapter.kind !== 'asking'`);
  await firefox.until(press('Start'));
  await firefox.until(`${STATE}.phase === 'ended'`);
  await firefox.until(press('Send results'));
  await firefox.until(`${SENT}.startsWith('LL1')`);
  const text = String(await firefox.evaluate(SENT));
  await firefox.open('about:blank');
  await firefox.open(`${file.address}#results=${text}`);
  await firefox.until(`${STATE}?.pool?.pupils.length === 1`);
  expect(await firefox.evaluate(`${STATE}.runs.map(({ state }) => state)`)).toEqual(['finished']);
});
