import { expect, test } from 'vitest';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { lossUnitOf } from '../../../src/lab/runs/loss-unit.ts';

const runsOf = (id: 'widths' | 'known-entropy') =>
  planRuns(presetRuns(id, 'quick'), 'sweep1', 'https://somewhere.example/');

test('runs on one kind of corpus have its unit, and runs on several kinds have nats per token', () => {
  expect(lossUnitOf(runsOf('widths'))).toBe('nats/character');
  expect(lossUnitOf(runsOf('known-entropy'))).toBe('nats/symbol');
  expect(lossUnitOf([...runsOf('widths'), ...runsOf('known-entropy')])).toBe('nats/token');
  expect(lossUnitOf([])).toBe('nats/token');
});
