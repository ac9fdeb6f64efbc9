import { expect, test } from 'vitest';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { recordedWords } from '../../../src/page/stage/recorded-words.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const RECORDED = {
  experiment: 'widths',
  size: 'quick',
  draft: ownDraft('widths', 'quick'),
  adapter: 'apple metal-3',
  software: false,
  browser: 'Chrome 142',
  system: 'macOS',
  date: '2026-01-31',
  version: '0.1.0',
} as const;

test('a recorded sweep is named by its adapter, its date and what was trained', () => {
  const runs = finishedRuns('widths', 'quick', () => 2);
  expect(recordedWords(RECORDED, runs)).toBe(
    'Recorded on apple metal-3, Chrome 142, 31 January 2026: 6 widths, 1,024,000 tokens each.',
  );
});

test('a software adapter is called one, and runs of different lengths are only counted', () => {
  const runs = finishedRuns('isoflop', 'quick', () => 2);
  const words = recordedWords({ ...RECORDED, experiment: 'isoflop', software: true, browser: '' }, runs);
  expect(words).toMatch(/^Recorded on apple metal-3, a software adapter, 31 January 2026: \d+ \w+\.$/);
});
