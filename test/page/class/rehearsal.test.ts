import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { presetOf } from '../../../src/lab/experiments/presets.ts';
import { ownDraft, readSelection } from '../../../src/lab/experiments/selection.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { isRefusal, type Refusal } from '../../../src/laws/refusal.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';
import { openPanel, PATIENCE, Site, typeSettings, closePanel } from '../../harness/page/site.ts';

/** Three small widths on the real text, with kernels that train the same bits each time. */
const SETTINGS = {
  widths: '12, 16, 24',
  context: '16',
  batch: '8',
  tokens: '25,600',
  learningRate: '0.016',
  seed: '100',
};
const PUPILS = 6;

/** With other work on the machine a sweep takes minutes. */
const SWEEP = { timeout: 300_000 };

/** Code for a page is text, because the page itself imports its modules. */
const LAB = `document.querySelector('loglog-app').lab`;

/** A model as a page knows it. */
interface Model {
  readonly width: number;
  readonly seed: number;
  readonly loss: number;
}

type ShownLaw = Refusal | { readonly exponent: number };

/** The exponent of a law. So short runs may not show one: then the ends of its interval, which the page gives as the reason. */
function numbersOf(law: ShownLaw): number[] {
  return isRefusal(law) ? Array.from(law.refused.matchAll(/-?\d+\.\d+/g), Number) : [law.exponent];
}

let site: Site;
let teacher: Page;
let lesson: string;
/** What each pupil has sent, by name. */
const sent = new Map<string, string>();

beforeAll(async () => {
  site = await Site.open();
  teacher = await site.visit();
});
afterAll(() => site.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A pupil in a browser profile of their own, who has taken a part. */
async function pupil(part: number, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await site.meet({ reducedMotion: 'reduce' }, 'localhost', prepare, lesson);
  await page.getByLabel(`Your number (1 to ${PUPILS})`).fill(String(part));
  await page.keyboard.press('Enter');
  await page
    .getByText(new RegExp(`Part ${part} of ${PUPILS}: widths? `))
    .first()
    .waitFor();
  await button(page, 'Start').click();
  return page;
}

const finished = (page: Page, count: number): Promise<void> =>
  page.getByText(`Ended: ${count} of ${count} finished.`).waitFor(SWEEP);

/** Opens what sends results, with a name. Resolves to the text once it has that name. */
async function send(page: Page, name: string): Promise<string> {
  await button(page, 'Send results').click();
  const panel = page.locator('send-results');
  const text = panel.getByLabel('Text of your results');
  const before = await text.inputValue();
  await panel.getByLabel('Your name or nickname').fill(name);
  await expect.poll(() => text.inputValue(), PATIENCE).not.toBe(before);
  const said = await text.inputValue();
  sent.set(name, said);
  return said;
}

/** The models of the experiment on a page, one for each lane. */
const modelsOf = (page: Page): Promise<Model[]> =>
  page.evaluate<Model[]>(`${LAB}.state.runs.flatMap(({ evaluations, plan, settings, state }) =>
    state !== 'finished' ? [] : plan.lanes.map(({ initSeed }, lane) => ({
      width: settings.width, seed: initSeed, loss: evaluations.at(-1).losses[lane] })))`);

const rows = (): Promise<string[]> =>
  teacher.getByRole('region', { name: 'Pupils' }).getByRole('row').allInnerTexts();

async function openResults(): Promise<void> {
  await openPanel(teacher, 'Class');
  await teacher.getByRole('radio', { name: 'Results of the class' }).check();
}

test('the teacher makes a lesson of the experiment in the form', async () => {
  await typeSettings(teacher, SETTINGS);
  await teacher.locator('settings-form #kernels').selectOption('usual');
  await closePanel(teacher);
  await openPanel(teacher, 'Class');
  await button(teacher, 'Make a lesson')
    .or(teacher.getByRole('radio', { name: 'Make a lesson' }))
    .check();
  await teacher.getByRole('button', { name: /^Widths, / }).click();
  await teacher.locator('lesson-form #title').fill('Rehearsal');
  await teacher.locator('lesson-form #parts').fill(String(PUPILS));
  await teacher.locator('lesson-form #minutes').fill('60');
  const address = await teacher.getByRole('link', { name: 'Preview' }).getAttribute('href');
  lesson = new URL(address ?? '').hash;
  expect(new URLSearchParams(lesson.slice(1)).get('parts')).toBe(String(PUPILS));
});

test('Ada sends a link, which the teacher opens', async () => {
  const page = await pupil(1);
  await finished(page, 3);
  const text = await send(page, 'Ada');
  await page.close();
  await teacher.evaluate(`location.hash = ${JSON.stringify(`results=${text}`)}`);
  await openResults();
  await expect.poll(rows, PATIENCE).toContainEqual(expect.stringMatching(/^Ada\s/));
}, 600_000);

test('Ben sends a file, and Cem a picture of a code that a screenshot shows', async () => {
  const ben = await pupil(2);
  await finished(ben, 3);
  await send(ben, 'Ben');
  const [download] = await Promise.all([
    ben.waitForEvent('download'),
    ben.locator('send-results').getByRole('button', { name: 'Save file' }).click(),
  ]);
  const file = {
    name: download.suggestedFilename(),
    mimeType: 'text/plain',
    buffer: readFileSync(await download.path()),
  };
  await ben.close();
  const cem = await pupil(3);
  await finished(cem, 3);
  await send(cem, 'Cem');
  const picture = await cem
    .locator('send-results')
    .getByRole('img', { name: 'QR code of your results' })
    .screenshot();
  await cem.close();
  const files = [file, { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(picture) }];
  await teacher.getByLabel('results of pupils').setInputFiles(files);
  for (const name of ['Ben', 'Cem'])
    await expect
      .poll(rows, PATIENCE)
      .toContainEqual(expect.stringMatching(new RegExp(String.raw`^${name}\s`)));
}, 900_000);

test('the laptop of Dana is slow, so she trains the smallest width alone', async () => {
  const page = await pupil(4, async (fresh) => {
    await fresh.route(/trainer\.worker\.ts/, async (route) => {
      const response = await route.fetch();
      // Its clock runs so fast that every step seems to take minutes.
      const slow = `{ const now = performance.now.bind(performance); performance.now = () => 1e5 * now(); }`;
      await route.fulfill({ response, body: `${await response.text()}\n${slow}` });
    });
  });
  await page
    .getByText(/Even the smallest width takes longer than 60 min here/)
    .first()
    .waitFor();
  await finished(page, 1);
  expect(await modelsOf(page)).toMatchObject([{ width: 12, seed: 103 }]);
  await send(page, 'Dana');
  await page.close();
}, 600_000);

test('Eli leaves in the middle, and Fay sends twice', async () => {
  const eli = await pupil(5);
  await button(eli, 'Send results').waitFor(SWEEP);
  await send(eli, 'Eli');
  await eli.close();
  const fay = await pupil(6);
  await button(fay, 'Send results').waitFor(SWEEP);
  sent.set('Fay at first', await send(fay, 'Fay'));
  await fay.locator('dialog[open]').getByRole('button', { name: 'Close', exact: true }).click();
  await finished(fay, 3);
  await button(fay, 'Send results').click();
  const text = fay.locator('send-results').getByLabel('Text of your results');
  await expect.poll(() => text.inputValue(), PATIENCE).not.toBe(sent.get('Fay'));
  sent.set('Fay', await text.inputValue());
  await fay.close();
}, 900_000);

test('what they paste at once comes in, but for a piece that somebody has changed', async () => {
  const changed = (sent.get('Ada') ?? '').replace(/.(?=.{20}\.)/, (was) => (was === 'A' ? 'B' : 'A'));
  const texts = ['Fay', 'Dana', 'Eli', 'Fay at first'].map((name) => sent.get(name) ?? '');
  await openResults();
  await teacher.locator('intake-box textarea').fill([...texts, changed].join('\n\n'));
  await teacher.getByRole('button', { name: 'Take in' }).click();
  for (const name of ['Ada', 'Ben', 'Cem', 'Dana', 'Eli', 'Fay'])
    await expect
      .poll(rows, PATIENCE)
      .toContainEqual(expect.stringMatching(new RegExp(String.raw`^${name}\s`)));
  await teacher
    .getByText(/results were changed on the way/)
    .first()
    .waitFor();
  expect(await rows()).toHaveLength(1 + PUPILS);
  const pooled = await modelsOf(teacher);
  const counts = Array.from(
    { length: PUPILS },
    (_, i) => pooled.filter(({ seed }) => seed === 100 + i).length,
  );
  const [, , , , eli] = counts;
  expect(counts).toEqual([3, 3, 3, 1, eli, 3]);
  expect(eli).toBeGreaterThan(0);
});

test('the law of the class is the law of the same models trained in one page', async () => {
  const draft = { ...ownDraft('widths', 'quick'), ...SETTINGS, lanes: String(PUPILS), kernels: 'usual' };
  const selection = { experiment: 'widths', size: 'quick', draft } as const;
  const one = await site.meet({ reducedMotion: 'reduce' }, 'localhost', undefined, linkOf(selection));
  await button(one, 'Start').click();
  await finished(one, 3);
  const here = new Map((await modelsOf(one)).map(({ width, seed, loss }) => [`${width} ${seed}`, loss]));
  await one.close();

  const pooled = await modelsOf(teacher);
  for (const { width, seed, loss } of pooled)
    expect(here.get(`${width} ${seed}`), `width ${width}, seed ${seed}`).toBeCloseTo(loss, 5);

  const runs = pooled.flatMap(({ width, seed }) => {
    const own = { ...draft, widths: String(width), seed: String(seed), lanes: '1' };
    return planRuns(readSelection({ ...selection, draft: own }).runs, `seed${seed}`).map((planned) =>
      finishedRun(planned, () => here.get(`${width} ${seed}`) ?? NaN),
    );
  });
  const { laws, floor } = presetOf('widths');
  const options = { floor, convention: 'non-embedding', loss: 'huber' } as const;
  const [found] = analyse(analysisRequest(runs, { laws, fits: [] }, options)).laws;
  if (found === undefined) throw new Error('no law was asked for');
  await closePanel(teacher);
  const pooledLaw = async (): Promise<number[]> =>
    numbersOf(await teacher.evaluate<ShownLaw>(`${LAB}.state.analysis.laws?.[0]?.law ?? { refused: '' }`));
  const expected = numbersOf(found.law).map((value) => expect.closeTo(value, 3) as number);
  expect(expected).not.toEqual([]);
  await expect.poll(pooledLaw, PATIENCE).toEqual(expected);
}, 900_000);
