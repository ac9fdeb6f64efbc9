import { expect, test } from 'vitest';
import { stepsLasting, warmUp } from '../../../src/benchmark/measure/warm-up.ts';

/** A device whose steps take `millisecondsAt(steps done)`. */
function device(millisecondsAt: (done: number) => number) {
  const submits: number[] = [];
  let done = 0;
  let spent = 0;
  return {
    submits,
    get spent() {
      return spent;
    },
    submit: async (steps: number) => {
      let milliseconds = 0;
      for (let i = 0; i < steps; i++) milliseconds += millisecondsAt(done++);
      submits.push(steps);
      spent += milliseconds;
      return milliseconds;
    },
  };
}

test('steady steps need no more than two groups of three blocks', async () => {
  const steady = device(() => 0.5);
  const { steps, millisecondsPerStep } = await warmUp(steady.submit);
  expect(millisecondsPerStep).toBeCloseTo(0.5, 10);
  expect(steps).toBe(steady.submits.reduce((sum, count) => sum + count, 0));
  const block = steady.submits.at(-1) ?? 0;
  expect(block * 0.5).toBeGreaterThanOrEqual(40);
  expect(steady.submits.slice(-6)).toEqual(Array.from({ length: 6 }, () => block));
});

test('steps that become faster are waited for, and the result is the time at the end', async () => {
  const speedingUp = device((done) => 0.5 + 0.5 * Math.exp(-done / 200));
  const { millisecondsPerStep, steps } = await warmUp(speedingUp.submit);
  expect(millisecondsPerStep).toBeLessThan(0.53);
  expect(steps).toBeGreaterThan(600);
});

test('steps that never become stable end the warm-up after about a second', async () => {
  let time = 10;
  const slowing = device(() => (time *= 1.05));
  await warmUp(slowing.submit);
  expect(slowing.spent).toBeGreaterThanOrEqual(1_000);
  expect(slowing.spent).toBeLessThan(1_200);
});

test('a step of seconds is taken twice', async () => {
  const slow = device(() => 2_500);
  expect(await warmUp(slow.submit)).toEqual({ steps: 2, millisecondsPerStep: 2_500 });
});

test('a device that seems to need no time ends the warm-up', async () => {
  const lost = device(() => 0);
  await warmUp(lost.submit);
  expect(lost.submits.length).toBeLessThan(30);
});

test('a sample has enough steps to last, at least one, and not endlessly many', () => {
  for (const step of [0.25, 3, 199, 200, 5_000]) {
    expect(stepsLasting(200, step) * step).toBeGreaterThanOrEqual(200);
    expect((stepsLasting(200, step) - 1) * step).toBeLessThan(221);
  }
  expect(stepsLasting(200, 5_000)).toBe(1);
  expect(stepsLasting(200, 0)).toBe(20_000);
});
