import { expect, test } from 'vitest';
import { normals } from '../../../src/laws/stats/normals.ts';
import { machineSpread, type MeasuredModel } from '../../../src/laws/stats/machine-spread.ts';

const of = (setting: string, seed: string, machine: string, loss: number): MeasuredModel => ({
  setting,
  seed,
  machine,
  loss,
});

/** By hand: the squares of the distances from the mean of each group, over all n − 1. */
test('the spread between machines and the spread between seeds are pooled apart', () => {
  const spread = machineSpread([
    of('d 8', '1', 'A', 2.0),
    of('d 8', '1', 'B', 2.2),
    of('d 8', '2', 'A', 3.0),
    of('d 8', '2', 'B', 3.4),
    of('d 16', '1', 'A', 1.5),
  ]);
  expect(spread.models.map(({ setting, seed, deviation }) => [setting, seed, deviation.toFixed(6)])).toEqual([
    ['d 8', '1', (0.2 / Math.SQRT2).toFixed(6)],
    ['d 8', '2', (0.4 / Math.SQRT2).toFixed(6)],
  ]);
  expect(spread.machines).toBeCloseTo(Math.sqrt((0.02 + 0.08) / 2), 12);
  expect(spread.seeds).toBeCloseTo(Math.sqrt((0.5 + 0.72) / 2), 12);
  const all = [2, 2.2, 3, 3.4];
  const mean = all.reduce((sum, loss) => sum + loss, 0) / 4;
  expect(spread.together).toBeCloseTo(Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3), 12);
});

test('a class in which everyone has a seed of their own knows only both spreads together', () => {
  const spread = machineSpread([of('d 8', '1', 'A', 2), of('d 8', '2', 'B', 2.1), of('d 8', '3', 'C', 2.2)]);
  expect(spread.models).toEqual([]);
  expect(spread.machines).toBeNull();
  expect(spread.seeds).toBeNull();
  expect(spread.together).toBeCloseTo(0.1, 12);
});

test('machines that agree to the last bit have no spread', () => {
  const { machines, models } = machineSpread([of('d 8', '1', 'A', 2), of('d 8', '1', 'B', 2)]);
  expect(machines).toBe(0);
  expect(models).toHaveLength(1);
});

test('losses that are not finite and single machines are left out', () => {
  const spread = machineSpread([
    of('d 8', '1', 'A', NaN),
    of('d 8', '1', 'B', 2),
    of('d 8', '1', 'C', Infinity),
    of('d 16', '1', 'A', 1),
  ]);
  expect(spread.models).toEqual([]);
  expect(spread.machines).toBeNull();
  expect(machineSpread([]).models).toEqual([]);
});

test('the pooled spread finds the spread of simulated machines, whatever their seeds and sizes', () => {
  const normal = normals(11);
  const models: MeasuredModel[] = [];
  for (let size = 0; size < 100; size++)
    for (let seed = 0; seed < 3; seed++) {
      const level = 3 - size / 50 + 0.02 * normal();
      for (const machine of ['A', 'B', 'C', 'D'])
        models.push(of(`${size}`, `${seed}`, machine, level + 0.005 * normal()));
    }
  const { machines, seeds } = machineSpread(models);
  expect(machines).toBeGreaterThan(0.0045);
  expect(machines).toBeLessThan(0.0055);
  expect(seeds).toBeGreaterThan(0.017);
  expect(seeds).toBeLessThan(0.023);
});
