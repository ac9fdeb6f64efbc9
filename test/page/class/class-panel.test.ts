import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { READY_LESSONS } from '../../../src/lab/class/lessons/ready-lessons.ts';
import { textOfPupil } from '../../harness/lab/class/pupils.ts';
import { violations } from '../../harness/page/axe.ts';
import { closePanel, openPanel, PATIENCE, Site } from '../../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
});
beforeEach(async () => {
  page = await site.visit();
});
afterAll(() => site.close());

const [FIRST] = READY_LESSONS;
const use = (): Promise<void> =>
  page.getByRole('button', { name: `Use this lesson: ${FIRST?.lesson.title}` }).click();
const preview = (): Locator => page.getByRole('link', { name: 'Preview' });
const fragmentOfPreview = async (): Promise<string> =>
  new URL((await preview().getAttribute('href')) ?? '').hash;

async function openResults(): Promise<void> {
  await openPanel(page, 'Class');
  await page.getByRole('radio', { name: 'Results of the class' }).check();
}

/** Opens the form on the first ready lesson. */
async function openLesson(): Promise<void> {
  await openPanel(page, 'Class');
  await page.locator('make-lesson .ready summary').first().click();
  await use();
}

/** What the rows of the table of pupils begin with. */
const pupils = (): Promise<string[]> =>
  page.getByRole('region', { name: 'Pupils' }).getByRole('rowheader').allInnerTexts();

const intake = (): Locator => page.getByRole('region', { name: 'Last intake' });

test('a ready lesson has a short link, which opens as that lesson', async () => {
  await openLesson();
  const fragment = await fragmentOfPreview();
  expect(fragment).toBe(`#lesson=${FIRST?.name}`);
  await preview().click();
  await page
    .getByText(FIRST?.lesson.words.slice(0, 40) ?? '')
    .first()
    .waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(0);
});

test('an edited lesson has a link of its own, and its texts stay text', async () => {
  await openLesson();
  const title = '<b onclick=alert(1)>Bold</b> & more';
  await page.locator('lesson-form #title').fill(title);
  const fragment = await fragmentOfPreview();
  expect(fragment).toMatch(/^#lesson=1&id=[a-z0-9]{8}&/);
  expect(new URLSearchParams(fragment.slice(1)).get('title')).toBe(title);
  await preview().click();
  await page.getByText(title).first().waitFor();
  await openPanel(page, 'Class');
  expect(await page.locator('lesson-form #title').inputValue()).toBe(title);
});

test('a lesson keeps its link over a reload, and another class gets another one', async () => {
  await openLesson();
  await page.locator('lesson-form #title').fill('Physics 10b');
  const fragment = await fragmentOfPreview();
  await page.reload();
  await openPanel(page, 'Class');
  expect(await fragmentOfPreview()).toBe(fragment);
  await page.getByRole('button', { name: 'New link for another class' }).click();
  await expect.poll(fragmentOfPreview, PATIENCE).not.toBe(fragment);
  const other = await fragmentOfPreview();
  const withoutId = (link: string): string => link.replace(/&id=[a-z0-9]{8}/, '');
  expect(withoutId(other)).toBe(withoutId(fragment));
});

test('a ready lesson for one class alone has a link of its own, also after a reload', async () => {
  await openLesson();
  await page.getByRole('button', { name: 'New link for another class' }).click();
  await expect.poll(fragmentOfPreview, PATIENCE).toMatch(/^#lesson=1&id=/);
  const fragment = await fragmentOfPreview();
  await page.reload();
  await openPanel(page, 'Class');
  expect(await fragmentOfPreview()).toBe(fragment);
});

test('a wrong field has its rule beside it, and the lesson has no link until it is right', async () => {
  await openLesson();
  await page.locator('lesson-form #parts').fill('201');
  await page.getByText('parts must be a whole number from 1 to 200: 201').waitFor();
  expect(await page.locator('lesson-form #parts').getAttribute('aria-invalid')).toBe('true');
  expect(await preview().count()).toBe(0);
  await page.locator('lesson-form #parts').fill('12');
  await preview().waitFor();
});

test('the experiment in the form becomes a lesson', async () => {
  await openPanel(page, 'Class');
  await page.getByRole('button', { name: /^Widths, / }).click();
  expect(await page.locator('lesson-form #title').inputValue()).toBe('Widths');
  const fragment = await fragmentOfPreview();
  expect(new URLSearchParams(fragment.slice(1)).get('experiment')).toBe('widths');
});

test('three pieces that are pasted at once are three pupils, and two that are not whole are refused in words and stay', async () => {
  await openResults();
  const texts = await Promise.all(
    ['Ada', 'Ben', 'Cem'].map((name, place) => textOfPupil({ name, place, parts: 5 })),
  );
  const dora = await textOfPupil({ name: 'Dora', place: 3, parts: 5 });
  const cut = dora.slice(0, 90);
  const changed = dora.replace(/^LL1../, 'LL1zz');
  await page.locator('intake-box textarea').fill([...texts, cut, changed].join('\n\n'));
  await page.getByRole('button', { name: 'Take in' }).click();
  await expect.poll(pupils, PATIENCE).toEqual(['Ada', 'Ben', 'Cem']);
  await page.getByText('Parts 4 and 5 of 5 are missing.').waitFor();
  const refusal = expect.stringMatching(/^pasted text: \S+/) as unknown;
  expect(await intake().locator('.refused li').allInnerTexts()).toEqual([refusal, refusal]);
  const box = page.locator('intake-box textarea');
  await expect.poll(() => box.inputValue(), PATIENCE).toBe(`${cut}\n\n${changed}`);
});

test('all pieces leave as one text, which brings the class back to a page that knows nothing', async () => {
  await openResults();
  const texts = await Promise.all(['Ada', 'Ben'].map((name, place) => textOfPupil({ name, place })));
  await page.locator('intake-box textarea').fill(texts.join('\n'));
  await page.getByRole('button', { name: 'Take in' }).click();
  await expect.poll(pupils, PATIENCE).toEqual(['Ada', 'Ben']);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save all as one text' }).click(),
  ]);
  const buffer = readFileSync(await download.path());
  page = await site.visit();
  await openResults();
  await page
    .getByLabel('results of pupils')
    .setInputFiles({ name: download.suggestedFilename(), mimeType: '', buffer });
  await expect.poll(pupils, PATIENCE).toEqual(['Ada', 'Ben']);
});

test('a picture of a QR code is read, and one without a code is refused by its name', async () => {
  await openResults();
  const text = await textOfPupil({ name: 'Ada', place: 0, finished: [0, 1, 2] });
  await page.evaluate(async (piece) => {
    const code = document.createElement('qr-code');
    Object.assign(code, { text: piece, id: 'photographed' });
    code.style.cssText = 'position: fixed; inset: 0 auto auto 0; z-index: 99; width: 400px; --qr-size: none';
    document.querySelector('loglog-app')?.shadowRoot?.append(code);
    await Promise.resolve();
  }, text);
  const shown = page.locator('#photographed svg');
  await shown.waitFor();
  await closePanel(page);
  const picture = await shown.screenshot();
  await page.locator('#photographed').evaluate((element) => element.remove());
  const plain = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 50 } });
  await openResults();
  await page.getByLabel('results of pupils').setInputFiles([
    { name: 'ada.png', mimeType: 'image/png', buffer: picture },
    { name: 'wall.png', mimeType: 'image/png', buffer: plain },
    { name: 'sum.xlsx', mimeType: 'application/x', buffer: Buffer.from('PK') },
  ]);
  await expect.poll(pupils, PATIENCE).toEqual(['Ada']);
  await page.getByText(/^wall\.png shows no QR code/).waitFor();
  await page.getByText('sum.xlsx is neither a text nor a picture.').waitFor();
});

test('files that are dropped while the results are open are results, and no text to train on', async () => {
  await openResults();
  const text = await textOfPupil({ name: 'Ada', place: 0 });
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], 'loglog-results-Ada.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await expect.poll(pupils, PATIENCE).toEqual(['Ada']);
  expect(await page.getByRole('dialog', { name: 'Own text' }).isVisible()).toBe(false);
});

test('a watched folder goes on while the panel is closed and the class is presented, until one click stops it', async () => {
  page = await site.visit({}, 'localhost', async (fresh) => {
    await fresh.addInitScript(() => {
      Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
    });
  });
  const put = async (name: string, content: string): Promise<void> =>
    page.evaluate(
      async ([file, words]) => {
        const folder = await navigator.storage.getDirectory();
        const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
        await writable.write(words);
        await writable.close();
      },
      [name, content] as const,
    );
  await put('notes.pdf', 'nothing');
  await put('ada.txt', await textOfPupil({ name: 'Ada', place: 0 }));
  await openResults();
  await page.getByRole('button', { name: 'Watch a folder …' }).click();
  await expect.poll(pupils, PATIENCE).toEqual(['Ada']);
  await page.getByText(/Ada: \d runs\. Looked at \d\d:\d\d:\d\d\./).waitFor();
  await closePanel(page);
  await page.getByRole('button', { name: /^Stop folder/ }).waitFor();
  await page.keyboard.press('p');
  await page.locator('class-growth').getByText('1 pupil,').waitFor();
  await put('ben.txt', await textOfPupil({ name: 'Ben', place: 1 }));
  await page.locator('class-growth').getByText('2 pupils,').waitFor();
  await page.locator('class-growth').getByText('Last: Ben, Ada').waitFor();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: /^Stop folder/ }).click();
  await expect.poll(() => page.getByRole('button', { name: /^Stop folder/ }).count()).toBe(0);
});

test('a teacher gives a pupil another name by a press on the name, and leaves results out and takes them in again', async () => {
  await openResults();
  const texts = await Promise.all(['Ada', 'Rude <i>'].map((name, place) => textOfPupil({ name, place })));
  await page.locator('intake-box textarea').fill(texts.join('\n'));
  await page.getByRole('button', { name: 'Take in' }).click();
  await expect.poll(pupils, PATIENCE).toEqual(['Ada', 'Rude <i>']);
  await page.getByRole('button', { name: 'Rude <i>' }).click();
  const field = page.getByLabel('Name of Rude <i>');
  await expect.poll(() => field.evaluate((input) => input.matches(':focus'))).toBe(true);
  await page.keyboard.type('Bo');
  await page.keyboard.press('Enter');
  await expect.poll(pupils, PATIENCE).toEqual(['Ada', 'Bo']);
  await page.getByRole('button', { name: 'Bo', exact: true }).click();
  expect(await violations(page, 'light')).toEqual([]);
  await page.getByRole('button', { name: 'Leave these results out' }).click();
  await page.getByText('1 pupil, 6 models; 1 pupil left out').waitFor();
  await page.getByRole('button', { name: 'Bo', exact: true }).click();
  await page.getByRole('button', { name: 'Count these results again' }).click();
  await page.getByText('2 pupils, 12 models', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Ada', exact: true }).click();
  await page.keyboard.press('Escape');
  expect(await page.locator('pupil-editor').count()).toBe(0);
  expect(await page.locator('dialog[open]').count()).toBe(1);
});

test('axe finds nothing wrong with a lesson in the form and with results, light or dark', async () => {
  await openLesson();
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
  await openResults();
  await page.locator('intake-box textarea').fill(await textOfPupil({ name: 'Ada', place: 0 }));
  await page.getByRole('button', { name: 'Take in' }).click();
  await expect.poll(pupils, PATIENCE).toEqual(['Ada']);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

test('on a phone the panel opens from the menu and nothing scrolls sideways', async () => {
  page = await site.visit({ viewport: { width: 390, height: 844 } });
  await openLesson();
  const overflow = (): Promise<number> =>
    page
      .locator('dialog[open] .body')
      .first()
      .evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(await overflow()).toBe(0);
  await openResults();
  expect(await overflow()).toBe(0);
});
