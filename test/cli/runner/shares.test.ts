import { expect, test } from 'vitest';
import { Ended, EXIT } from '../../../cli/runner/exit.ts';
import { balanced, shareOf } from '../../../cli/runner/shares.ts';
import { normals } from '../../../src/laws/stats/normals.ts';

test('the flags win over Slurm, Slurm over Kubernetes, and without them there is one share', () => {
  const kubernetes = { JOB_COMPLETION_INDEX: '4', JOB_COMPLETIONS: '5' };
  const slurm = { SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '3' };
  expect(shareOf({ index: '0', of: '7' }, { ...kubernetes, ...slurm })).toMatchObject({ index: 0, of: 7 });
  expect(shareOf({}, { ...kubernetes, ...slurm })).toMatchObject({ index: 2, of: 3 });
  expect(shareOf({}, kubernetes)).toEqual({
    index: 4,
    of: 5,
    from: 'JOB_COMPLETION_INDEX and JOB_COMPLETIONS',
  });
  expect(shareOf({}, {})).toMatchObject({ index: 0, of: 1 });
});

test('an array of Slurm may begin at 1', () => {
  const array = { SLURM_ARRAY_TASK_COUNT: '4', SLURM_ARRAY_TASK_MIN: '1' };
  const indices = ['1', '2', '3', '4'].map((id) => shareOf({}, { ...array, SLURM_ARRAY_TASK_ID: id }).index);
  expect(indices).toEqual([0, 1, 2, 3]);
});

test.each([
  [{ index: '3', of: '3' }, {}, '--index must be from 0 to 2 for 3 shares: 3.'],
  [{ index: '3' }, {}, 'A share needs --index and --of, and --of is not given.'],
  [{ index: '-1', of: '3' }, {}, '--index must be a whole number: “-1”.'],
  [{ index: '0', of: '0' }, {}, '--of must be at least 1: 0.'],
  [
    {},
    { JOB_COMPLETION_INDEX: '1' },
    'A share needs JOB_COMPLETION_INDEX and JOB_COMPLETIONS, and JOB_COMPLETIONS is not given.',
  ],
])('refuses the share of %j and %j with the rule', (flags, environment, rule) => {
  expect(() => shareOf(flags, environment)).toThrow(new Ended(EXIT.usage, rule));
});

test('every piece of work is in one share, and the largest share is within 4/3 of the bound that no division beats', () => {
  const normal = normals(7);
  const costs = Array.from({ length: 400 }, () => Math.exp(2 * normal()));
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  for (const shares of [1, 3, 17]) {
    const chosen = balanced(costs, shares);
    const loads = Array.from({ length: shares }, (_, share) =>
      costs.reduce((sum, cost, i) => sum + (chosen[i] === share ? cost : 0), 0),
    );
    expect(loads.reduce((sum, load) => sum + load, 0)).toBeCloseTo(total, 6);
    const bound = Math.max(total / shares, ...costs);
    expect(Math.max(...loads)).toBeLessThanOrEqual((4 / 3) * bound);
  }
});
