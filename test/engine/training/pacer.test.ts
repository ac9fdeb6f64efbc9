import { describe, expect, test } from 'vitest';
import { Pacer } from '../../../src/engine/training/pacer.ts';

interface Submit {
  from: number;
  to: number;
  milliseconds: number;
}

/** Submits of `repetitions` repetitions of dispatches that take `costs`, one after the other. */
function simulate(costs: readonly number[], repetitions: number, pacer = new Pacer(costs.length)): Submit[] {
  const submits: Submit[] = [];
  let from = 0;
  for (let left = repetitions; left > 0;) {
    const to = pacer.end(from, left);
    const milliseconds = durationOf(costs, from, to);
    pacer.took(from, to, milliseconds);
    submits.push({ from, to, milliseconds });
    from = to % costs.length;
    left -= Math.floor(to / costs.length);
  }
  return submits;
}

function durationOf(costs: readonly number[], from: number, to: number): number {
  return Array.from({ length: to - from }, (_, i) => costs[(from + i) % costs.length]).reduce(
    (a, b) => a + b,
    0,
  );
}

function equal(length: number, cost: number): number[] {
  return Array.from({ length }, () => cost);
}

/** Dispatches as uneven as in a step: most are short, a few take a large share of the time. */
function uneven(length: number, milliseconds: number): number[] {
  const weights = Array.from({ length }, (_, i) => (i % 7 === 3 ? 12 : (i % 3) + 0.2));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => (weight * milliseconds) / total);
}

test('the first submit of an unknown program is one dispatch, and each later submit is about as long as all earlier ones', () => {
  const counts = simulate(equal(40, 0.01), 4_000).map(({ from, to }) => to - from);
  expect(counts.slice(0, 4)).toEqual([1, 2, 4, 7]);
  let before = 0;
  for (const count of counts) {
    expect(count).toBeLessThanOrEqual(before + 40);
    before += count;
  }
  expect(Math.max(...counts)).toBeGreaterThan(5_000);
});

test('short repetitions fill submits of 45 to 90 milliseconds, each of whole repetitions', () => {
  for (const milliseconds of [0.3, 7, 29, 46, 80]) {
    const submits = simulate(uneven(32, milliseconds), Math.ceil(5_000 / milliseconds));
    const settled = submits.slice(20, -1);
    expect(settled.length).toBeGreaterThan(20);
    for (const submit of settled) {
      expect(submit.to % 32).toBe(0);
      expect(submit.milliseconds).toBeGreaterThan(45);
      expect(submit.milliseconds).toBeLessThanOrEqual(90.01);
    }
  }
});

test('a repetition that is too long is cut into parts of about the same duration', () => {
  for (const milliseconds of [100, 250, 500, 1_000]) {
    const submits = simulate(uneven(56, milliseconds), 20);
    const last = submits.slice(submits.findLastIndex(({ from }) => from === 0));
    expect(last.at(-1)?.to).toBe(56);
    expect(last).toHaveLength(Math.ceil(milliseconds / 90));
    const heaviest = Math.max(...uneven(56, milliseconds));
    for (const submit of last) {
      const even = milliseconds / last.length;
      expect(Math.abs(submit.milliseconds - even)).toBeLessThanOrEqual(heaviest);
    }
  }
});

test('a dispatch that is too long by itself is submitted alone', () => {
  const counts = simulate(equal(5, 400), 3).map(({ from, to }) => to - from);
  expect(counts).toEqual(equal(15, 1));
});

test('after one slow submit, submits are short at once and then grow again', () => {
  const costs = uneven(32, 8);
  const pacer = new Pacer(32);
  simulate(costs, 200, pacer);
  pacer.took(0, pacer.end(0, 1_000), 3_000);
  const after = simulate(costs, 400, pacer);
  expect(after[0].milliseconds).toBeLessThan(10);
  expect(after.at(-2)?.milliseconds).toBeGreaterThan(45);
});

describe('never', () => {
  test('more repetitions than asked for', () => {
    const pacer = new Pacer(10);
    simulate(equal(10, 0.001), 5_000, pacer);
    expect(pacer.end(0, 3)).toBe(30);
  });

  test('an empty submit, even if the clock does not advance', () => {
    const pacer = new Pacer(10);
    for (let i = 0; i < 3_000; i++) {
      const to = pacer.end(0, 500);
      expect(to).toBeGreaterThan(0);
      expect(to).toBeLessThanOrEqual(5_000);
      pacer.took(0, to, 0);
    }
    expect(pacer.end(0, 500)).toBe(5_000);
  });
});
