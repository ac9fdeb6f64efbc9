import { expect, test } from 'vitest';
import { NOTHING_FITTED } from '../../../src/lab/analysis/shown-analysis.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { betweenWords } from '../../../src/page/run/between-words.ts';

const planned = planRuns(presetRuns('widths', 'quick'), 's', 'https://somewhere.example/').map(queuedRun);

/** The words after so many of the runs have ended. */
function wordsAfter(ended: number, change: Partial<Parameters<typeof betweenWords>[0]> = {}): string {
  const runs = planned.map((run, i): Run => (i < ended ? { ...run, state: 'finished' } : run));
  return betweenWords({
    analysis: NOTHING_FITTED,
    phase: 'running',
    runs,
    sampling: 'idle',
    shown: 'widths',
    tuning: false,
    ...change,
  });
}

test('a text is written only while one is written', () => {
  for (const phase of ['running', 'paused', 'stopping'] as const)
    for (let ended = 0; ended <= planned.length; ended++)
      expect(wordsAfter(ended, { phase })).not.toContain('writing');
  expect(wordsAfter(1, { sampling: 'sampling' })).toContain('writing');
});

test('before the first run, between runs and after the last one the words say which it is', () => {
  const fitting = { analysis: { ...NOTHING_FITTED, pending: 'laws' } } as const;
  expect(wordsAfter(0)).toBe('Starting the first width …');
  expect(wordsAfter(0, { shown: 'data' })).toBe('Starting the first run …');
  expect(wordsAfter(2, fitting)).toBe('Fitting the runs that have ended …');
  expect(wordsAfter(2)).toBe('Starting the next width …');
  expect(wordsAfter(2, { tuning: true })).toBe('Choosing the fastest kernels for this GPU …');
  expect(wordsAfter(planned.length)).toBe('Every run has ended.');
  expect(wordsAfter(2, { phase: 'paused' })).toBe('Paused before the next run.');
  expect(wordsAfter(2, { phase: 'stopping' })).toBe('Stopping …');
});
