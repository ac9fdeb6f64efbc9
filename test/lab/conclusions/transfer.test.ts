import { expect, test } from 'vitest';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import { pilot, simulatedRuns } from '../../harness/lab/simulated-sweeps.ts';

const RUNS = simulatedRuns('transfer', { world: pilot }, 1);

const verdictOn = (runs: readonly Run[]): Verdict =>
  conclude('transfer', { runs, analysis: NO_ANALYSIS, ranks: null });

const wordsOf = (runs: readonly Run[]): string =>
  verdictOn(runs)
    .findings.map(({ words }) => words)
    .join(' ');

test('the slope stands beside that of parallel lines, for each text by its short name', () => {
  const { findings, reproduced } = verdictOn(RUNS);
  expect(reproduced).toBe('yes');
  expect(findings.map(({ claim }) => claim.replace(/:.*/, ''))).toEqual([
    'Moby-Dick',
    'Moby-Dick',
    'King James Bible',
    'King James Bible',
  ]);
  expect(findings[0]?.words).toMatch(
    /^A nat less on the own text is 0\.\d\d nats less here \(95 %: 0\.\d\d to 0\.\d\d\)\. .* a slope of 1/,
  );
  expect(findings[1]?.words).toMatch(/^d 48 is farthest off at [12]\.\d\d nats .* of \d+ evaluations\.$/);
});

test.each<[string, (runs: readonly Run[]) => Run[], string]>([
  ['three widths', (runs) => runs.slice(0, 3), 'That needs 4 widths, and models of 3 have finished.'],
  [
    'a model that was evaluated at its end alone',
    (runs) => runs.map((run) => ({ ...run, evaluations: run.evaluations.slice(-1) })),
    'That needs 4 evaluations of one model',
  ],
  [
    'losses on no other text',
    (runs) =>
      runs.map((run) => ({
        ...run,
        plan: { ...run.plan, evaluation: { windows: 8, steps: run.plan.evaluation.steps } },
      })),
    'No run was evaluated on another text.',
  ],
])('%s cannot tell, and the page says why', (_, changed, words) => {
  expect(verdictOn(changed(RUNS)).reproduced).toBe('cannot tell');
  expect(wordsOf(changed(RUNS))).toContain(words);
});
