import { expect, test } from 'vitest';
import { drawOrder } from '../../../src/benchmark/measure/order.ts';

test('an order that a seed draws has every item once, and the same seed draws it again', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  for (let seed = 0; seed < 200; seed++) {
    const order = drawOrder(items, seed);
    expect(order.toSorted()).toEqual(items);
    expect(drawOrder(items, seed)).toEqual(order);
  }
});

test('every order is about equally likely', () => {
  const counts = new Map<string, number>();
  const draws = 6_000;
  for (let seed = 0; seed < draws; seed++) {
    const order = drawOrder(['a', 'b', 'c'], seed * 715_827).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // Five standard deviations of a binomial count.
  for (const count of counts.values()) expect(Math.abs(count - draws / 6)).toBeLessThan(5 * 29);
});

test('seeds of 32 bits draw different orders', () => {
  const items = Array.from({ length: 12 }, (_, i) => i);
  const orders = [0, 1, 2 ** 16, 2 ** 31, 2 ** 32 - 1].map((seed) => drawOrder(items, seed).join());
  expect(new Set(orders).size).toBe(orders.length);
});
