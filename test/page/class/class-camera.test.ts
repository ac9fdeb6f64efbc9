import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qrMatrix } from '../../../src/page/kit/qr/qr-matrix.ts';
import { textOfPupil } from '../../harness/lab/class/pupils.ts';
import { openPanel, Site } from '../../harness/page/site.ts';

const WIDTH = 1280;
const HEIGHT = 720;
const folder = mkdtempSync(join(tmpdir(), 'camera-'));
let site: Site;

/** A film of one frame that shows a code in grey, as Chromium's fake camera plays it (YUV4MPEG2, 4:2:0). */
function filmOf(matrix: readonly (readonly boolean[])[]): Buffer {
  const scale = Math.floor((0.9 * HEIGHT) / matrix.length);
  const luma = Buffer.alloc(WIDTH * HEIGHT, 200);
  const left = Math.floor((WIDTH - scale * matrix.length) / 2);
  const top = Math.floor((HEIGHT - scale * matrix.length) / 2);
  for (let y = 0; y < scale * matrix.length; y++) {
    for (let x = 0; x < scale * matrix.length; x++) {
      const dark = matrix[Math.floor(y / scale)]?.[Math.floor(x / scale)];
      luma[(top + y) * WIDTH + left + x] = dark ? 40 : 220;
    }
  }
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`),
    ...Array.from({ length: 2 }, () => Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])),
  ]);
}

beforeAll(async () => {
  const text = await textOfPupil({ name: 'Ada', place: 0, finished: [0, 1, 2] });
  writeFileSync(join(folder, 'ada.y4m'), filmOf(qrMatrix(text)));
  site = await Site.open({
    adapter: 'none',
    flags: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${join(folder, 'ada.y4m')}`,
    ],
  });
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

test('a code before the camera brings its pupil once, without a sound, and one click stops the camera', async () => {
  const page = await site.visit();
  await openPanel(page, 'Class');
  await page.getByRole('radio', { name: 'Results of the class' }).check();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await page.getByText('Watching the camera. Ada: 3 runs.').waitFor();
  expect(
    await page
      .locator('intake-box video')
      .evaluate((video) => video instanceof HTMLVideoElement && video.muted),
  ).toBe(true);
  await page.locator('intake-box').getByRole('button', { name: 'Stop the camera' }).click();
  await page.locator('intake-box video').waitFor({ state: 'detached' });
});

test('a camera that the browser does not allow is refused with what to do', async () => {
  const page = await site.visit({}, 'localhost', async (fresh) => {
    await fresh.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
  });
  await openPanel(page, 'Class');
  await page.getByRole('radio', { name: 'Results of the class' }).check();
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await page.getByText('The browser did not allow the camera.').waitFor();
  expect(await page.locator('intake-box video').count()).toBe(0);
});
