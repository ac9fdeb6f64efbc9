import { expect, test } from 'vitest';
import { withoutRepeats } from '../../../src/lab/files/identity/run-identity.ts';
import { settingsKey } from '../../../src/lab/files/identity/settings-key.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { ownCorpusId, rememberAlphabet } from '../../../src/lab/plan/own-corpus.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { bitsPerByte } from '../../../src/lab/runs/bits-per-byte.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';
import { ownCorpus } from '../../harness/lab/own-text.ts';

/** A finished run on an own text. */
function runOn(change: Parameters<typeof ownCorpus>[0] = {}): Run {
  const corpus = ownCorpusId(ownCorpus(change));
  const [planned] = planRuns([{ ...RECIPE, corpus, width: 16, tokens: 20_480 }], 'sweep1');
  if (planned === undefined) throw new Error('no run');
  return finishedRun(planned, () => 2);
}

function readBack(name: string, content: string): readonly Run[] {
  const read = readFiles([{ name, bytes: new TextEncoder().encode(content) }]);
  if ('refused' in read || read.kind !== 'results') throw new Error(JSON.stringify(read));
  return read.results.flatMap(({ runs }) => runs);
}

test.each([
  ['JSON', 'a.json', (run: Run) => resultsJson('widths', [run])],
  ['CSV', 'a.csv', (run: Run) => resultsCsv([run], { experiment: 'widths', size: 'full' })],
])('a run on an own text comes back from %s, and is the same run', (_, name, file) => {
  const run = runOn({ title: '=Diary, "1"; <b>' });
  const [back] = readBack(name, file(run));
  expect(back?.settings.corpus).toBe(run.settings.corpus);
  expect(back && settingsKey(back)).toBe(settingsKey(run));
  expect(back && withoutRepeats([run, back])).toHaveLength(1);
});

test('runs are the same under another title of the text, and others on another text', () => {
  const key = (change: Parameters<typeof ownCorpus>[0]): string => settingsKey(runOn(change));
  expect(key({ title: 'renamed' })).toBe(key({}));
  expect(key({ sha256: 'c'.repeat(64) })).not.toBe(key({}));
  const bytes = { coding: 'bytes', vocabulary: 256, tokens: 200_000, bytes: 200_000 } as const;
  expect(key(bytes)).not.toBe(key({}));
});

test('results carry the alphabet of a text, and nothing else of it', () => {
  rememberAlphabet({ sha256: 'd'.repeat(64), alphabet: 'abcd' });
  const run = runOn({ sha256: 'd'.repeat(64), vocabulary: 4 });
  expect(run.plan.corpus).toEqual({
    kind: 'own',
    sha256: 'd'.repeat(64),
    coding: 'characters',
    title: 'Diary',
    length: 200_000,
    alphabet: 'abcd',
  });
});

test.each([
  ['a text that is too short for its windows', { tokens: 5000, bytes: 5000 }],
  ['a text of impossible figures', { tokens: 300_000, bytes: 200_000 }],
])('a file of runs on %s is refused', (_, change) => {
  const good = runOn();
  const bad = ownCorpusId(ownCorpus(change));
  for (const [name, content] of [
    ['a.json', resultsJson('widths', [good])],
    ['a.csv', resultsCsv([good], { experiment: 'widths', size: 'full' })],
  ] as const) {
    const read = readFiles([
      { name, bytes: new TextEncoder().encode(content.replaceAll(good.settings.corpus, bad)) },
    ]);
    expect(read).toHaveProperty('refused', expect.stringMatching(/text/));
  }
});

test('a loss in bits per byte is the same whatever a token is', () => {
  const characters = runOn({ tokens: 100_000, bytes: 200_000 });
  const bytes = runOn({ coding: 'bytes', vocabulary: 256, tokens: 200_000, bytes: 200_000 });
  // Half as many tokens of twice the loss say the same of the same text.
  expect(bitsPerByte(2, characters)).toBeCloseTo(bitsPerByte(1, bytes) ?? NaN, 12);
  expect(bitsPerByte(Math.LN2, bytes)).toBeCloseTo(1, 12);
});
