import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../src/corpus/catalogue.ts';
import { layoutOf } from '../../src/corpus/text-layout.ts';
import { READY_LESSONS } from '../../src/lab/class/lessons/ready-lessons.ts';
import { readSelection } from '../../src/lab/experiments/selection.ts';
import { textNeeded } from '../../src/lab/plan/plan-runs.ts';
import { refuseText, supplyOf } from '../../src/single/supply.ts';
import { SingleFile } from '../harness/browser/single-file.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sweeps = 'src/lab/recorded/sweeps';

let file: SingleFile;
let html: string;
let files: Map<string, Buffer>;

beforeAll(async () => {
  file = await SingleFile.build();
  html = await file.read();
  const blocks = html.matchAll(/<script [^>]*data-file="([^"]+)">([^<]*)<\/script>/g);
  files = new Map([...blocks].map(([, name = '', content = '']) => [name, Buffer.from(content, 'base64')]));
}, 120_000);
afterAll(() => file.remove());

/** The checksum of each line with its start, so that a difference is shown by its place. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => `${line.slice(0, 80)} ${createHash('sha256').update(line).digest('hex')}`);
}

test('the page of one file has at most 3 MB, and the same bytes in two builds', async () => {
  expect(Buffer.byteLength(html)).toBeLessThanOrEqual(3_000_000);
  const other = await SingleFile.build();
  expect(linesOf(await other.read())).toEqual(linesOf(html));
  await other.remove();
});

test('the page of one file holds recordings, the default one among them, and its texts as they are packed', () => {
  const names = [...files.keys()];
  const [held, lacking] = [true, false].map((is) =>
    readdirSync(`${root}${sweeps}`).filter((name) => files.has(`${sweeps}/${name}.gz`) === is),
  ) as [string[], string[]];
  expect(held).toContain('widths.json');
  const sizeOf = (name: string): number =>
    gzipSync(readFileSync(`${root}${sweeps}/${name}`), { level: 9 }).length;
  // A recording is left out only where there is no room for it; the build packs up to a tenth smaller than this.
  for (const name of lacking)
    expect(Buffer.byteLength(html) + 0.9 * (4 / 3) * sizeOf(name), name).toBeGreaterThan(3_000_000);
  for (const name of held) {
    const packed = files.get(`${sweeps}/${name}.gz`) ?? Buffer.of();
    expect(gunzipSync(packed).equals(readFileSync(`${root}${sweeps}/${name}`))).toBe(true);
  }
  for (const id of ['moby-dick', 'bible']) expect(names).toContain(`corpora/${id}/held-out-01.txt.gz`);
  const texts = names.filter((name) => name.startsWith('corpora/'));
  expect(texts.filter((name) => name.includes('sotu/training-')).length).toBeGreaterThanOrEqual(16);
  for (const name of texts) expect(files.get(name)?.equals(readFileSync(`${root}public/${name}`))).toBe(true);
});

test.each(READY_LESSONS)('the page of one file holds the text of the lesson $name', ({ lesson }) => {
  const names = [...files.keys()];
  for (const run of readSelection(lesson.selection).runs) {
    const text = catalogue.find(({ id }) => id === run.corpus);
    if (text === undefined) continue;
    const parts = layoutOf(text).training.length;
    const needed = textNeeded(run);
    const supply = supplyOf({ id: text.id, title: text.title, parts }, names);
    expect(refuseText(supply, needed === 'whole' ? Infinity : needed)).toBeNull();
  }
});

test('the page of one file names no other file, and its policy allows no script but its own', () => {
  const addresses = [...html.matchAll(/ (?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
  expect(addresses.filter((address) => !address.startsWith('data:'))).toEqual([]);
  const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1] ?? '';
  const running = [...html.matchAll(/<script type="module">([^]*?)<\/script>/g)].map(([, code = '']) => code);
  expect(running).toHaveLength(1);
  const hash = createHash('sha256')
    .update(running[0] ?? '')
    .digest('base64');
  expect(policy).toContain(`default-src 'none'`);
  expect(policy).toContain(`script-src 'sha256-${hash}' blob:;`);
  expect(policy).not.toMatch(/https?:|connect-src|\*/);
});

test('the script of the page loads no further script', () => {
  const script = gunzipSync(files.get('page.js.gz') ?? Buffer.of()).toString();
  expect(/\bimport\s*\(/.test(script)).toBe(false);
});
