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

/** What Slurm tells the tasks of an array. */
const array = (ids: readonly number[]) =>
  ids.map((id) => ({
    SLURM_ARRAY_TASK_ID: String(id),
    SLURM_ARRAY_TASK_COUNT: String(ids.length),
    SLURM_ARRAY_TASK_MIN: String(Math.min(...ids)),
    SLURM_ARRAY_TASK_MAX: String(Math.max(...ids)),
  }));

test('a part of an array that is started again has the shares of the whole one, and only if it is told how many', () => {
  expect(array([0, 1, 2, 3]).map((task) => shareOf({}, task))).toMatchObject(
    [0, 1, 2, 3].map((index) => ({ index, of: 4 })),
  );
  for (const ids of [[2], [1, 3], [1, 2, 3, 4], [0, 2]]) {
    const tasks = array(ids);
    for (const task of tasks)
      expect(() => shareOf({}, task)).toThrow(/: give --of N, the number of all shares\.$/);
    expect(tasks.map((task) => shareOf({ of: '5' }, task))).toMatchObject(
      ids.map((index) => ({ index, of: 5 })),
    );
  }
  expect(() => shareOf({ of: '2' }, array([2])[0])).toThrow(/must be from 0 to 1 for 2 shares: 2/);
});

test.each([
  [{ index: '3', of: '3' }, {}, '--index must be from 0 to 2 for 3 shares: 3.'],
  [{ index: '3' }, {}, 'A share needs --index and --of, and --of is not given.'],
  [
    {},
    { SLURM_ARRAY_TASK_ID: '1' },
    'A share needs SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT, and SLURM_ARRAY_TASK_COUNT is not given.',
  ],
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
