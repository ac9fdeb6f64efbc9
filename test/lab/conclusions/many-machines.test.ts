import { expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { mainLawOf } from '../../../src/lab/analysis/laws-of.ts';
import { findingsOf } from '../../../src/lab/conclusions/conclude.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { finishedRuns, type World } from '../../harness/lab/finished-run.ts';

/** Losses that zigzag about their law, and differ a little between machines. */
const on =
  (machine: number): World =>
  (run, step) =>
    (1.5 + 5 / run.parameters.nonEmbedding ** 0.12 + 3 / step ** 0.2) *
    (1 + 0.0005 * machine) *
    ((run.plan.shape.width / 4) % 3 === 0 ? 1.02 : 1);

const MACHINES = 28;
const runs = Array.from({ length: MACHINES }, (_, machine) =>
  finishedRuns('widths', 'quick', on(machine)).map((run): Run => ({
    ...run,
    plan: { ...run.plan, id: `${machine}/${run.plan.id}` },
  })),
).flat();
const sizes = runs.length / MACHINES;
const options = { floor: 'never', convention: 'non-embedding', loss: 'huber' } as const;
const analysis = analyse(
  analysisRequest(runs, { laws: ['N'], fits: ['efficiency', 'steps', 'positions'] }, options),
);

test('one change of loss is told for each pair of neighbouring sizes', () => {
  const findings = findingsOf('widths', { runs, analysis, ranks: null });
  const { words = '' } = findings.find(({ claim }) => claim.includes('lowest loss')) ?? {};
  expect(words.match(/-?\d+\.\d{3}/g)).toHaveLength(sizes - 1);
});

test('no size is compared with itself over the positions', () => {
  const pairs = analysis.positions?.pairs ?? [];
  expect(pairs).toHaveLength(sizes - 1);
  const sizeOf = (id: string) =>
    runs.find(({ plan }) => plan.id === id)?.parameters.nonEmbedding ?? Number.NaN;
  for (const { small, large } of pairs) expect(sizeOf(small)).toBeLessThan(sizeOf(large));
});

test('the same seeds on many machines are no seed noise', () => {
  const law = mainLawOf(analysis, 'N');
  if (law === null || isRefusal(law)) throw new Error(law?.refused);
  expect(law.models).toHaveLength(runs.filter(({ fitted }) => fitted).length);
  expect(law.misfit.pureError).toBeNull();
});
