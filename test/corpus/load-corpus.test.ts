import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findCorpus } from '../../src/corpus/catalogue.ts';
import { CorpusLoader } from '../../src/corpus/load-corpus.ts';
import { partFiles } from '../../src/corpus/part-files.ts';
import { fewestParts } from '../../src/corpus/part-windows.ts';
import { layoutOf } from '../../src/corpus/text-layout.ts';
import { decode } from '../../src/corpus/tokenizer.ts';
import { QUICK_SWEEP, RECIPE } from '../../src/lab/plan/recipe.ts';
import { packedFile, textOfPart, wholeText } from '../harness/corpus/packed-files.ts';

const moby = findCorpus('moby-dick');
const files = partFiles(moby);
const all = [...files.training, ...files.heldOut];
const ignore = () => undefined;

/** The files that were asked for, and those that are answered with another one. */
let asked: string[] = [];
let altered: string[] = [];
let inFlight = 0;
let mostInFlight = 0;
let server: Server;
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const file = all.find((part) => request.url === `/corpora/${part.file}`);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    asked.push(file.file);
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    const content = packedFile(file);
    // The first ones arrive last.
    setTimeout(
      () => {
        inFlight--;
        response.end(altered.includes(file.file) ? content.subarray(1) : content);
      },
      10 * (all.length - all.indexOf(file)),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}/corpora/`;
});
beforeEach(() => {
  asked = [];
  altered = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const words = (tokens: Uint8Array) => decode(tokens, moby.alphabet);

test('the first parts are their texts, one after the other, whichever arrives first', async () => {
  const tokens = await new CorpusLoader().parts(moby, { training: 3, heldOut: 1 }, folder, ignore);
  const expected = [...files.training.slice(0, 3), ...files.heldOut].map((file) =>
    textOfPart(file).toString(),
  );
  expect(words(tokens)).toBe(expected.join(''));
  expect(asked).toHaveLength(4);
});

test('the whole text is loaded in its order', async () => {
  expect(words(await new CorpusLoader().whole(moby, folder, ignore))).toBe(wholeText(moby.id).toString());
});

test('at most four parts are fetched at a time, and each of them once', async () => {
  const loader = new CorpusLoader();
  mostInFlight = 0;
  await Promise.all([
    loader.parts(moby, { training: 2, heldOut: 1 }, folder, ignore),
    loader.whole(moby, folder, ignore),
  ]);
  await loader.parts(moby, { training: 4, heldOut: 1 }, folder, ignore);
  expect(mostInFlight).toBeLessThanOrEqual(4);
  expect(asked.toSorted()).toEqual(all.map(({ file }) => file).toSorted());
});

test('progress counts up to the packed size of the parts, and begins with the parts that are there', async () => {
  const loader = new CorpusLoader();
  await loader.parts(moby, { training: 1, heldOut: 1 }, folder, ignore);
  const seen: [number, number][] = [];
  await loader.parts(moby, { training: 2, heldOut: 1 }, folder, (...bytes) => seen.push(bytes));
  const [first, second] = files.training;
  const there = first.packedBytes + files.heldOut[0].packedBytes;
  const total = there + second.packedBytes;
  expect(seen.every(([loaded, of]) => loaded >= there && of === total)).toBe(true);
  expect(seen.at(-1)).toEqual([total, total]);
  expect(seen).toEqual(seen.toSorted(([a], [b]) => a - b));
});

test('an altered part is named, and only this part is fetched again', async () => {
  const loader = new CorpusLoader();
  const [, second] = files.training;
  altered = [second.file];
  const loading = loader.parts(moby, { training: 2, heldOut: 1 }, folder, ignore);
  await expect(loading).rejects.toMatchObject({ kind: 'altered' });
  await expect(loading).rejects.toThrow('moby-dick/training-02.txt.gz is truncated or altered');
  altered = [];
  await expect.poll(() => inFlight).toBe(0);
  asked = [];
  await loader.parts(moby, { training: 2, heldOut: 1 }, folder, ignore);
  expect(asked).toEqual([second.file]);
});

test('a missing part is named', async () => {
  const elsewhere = new URL('/nowhere/', folder).href;
  const loading = new CorpusLoader().parts(moby, { training: 1, heldOut: 1 }, elsewhere, ignore);
  await expect(loading).rejects.toMatchObject({ kind: 'unreachable' });
  await expect(loading).rejects.toThrow(/moby-dick\/\S+ could not be fetched: .* 404 Not Found/);
});

test('the text of the quick sweep takes at most 400,000 bytes', () => {
  const entry = findCorpus(QUICK_SWEEP.corpus);
  const { context, tokens } = QUICK_SWEEP;
  const layout = layoutOf(entry);
  const { training, heldOut } = partFiles(entry);
  const needed = [
    ...training.slice(0, fewestParts(layout.training, context, tokens / context)),
    ...heldOut.slice(0, fewestParts(layout.heldOut, context, RECIPE.evaluation.windows)),
  ];
  expect(needed.reduce((sum, file) => sum + packedFile(file).length, 0)).toBeLessThanOrEqual(400_000);
});
