import { threefry } from '../../engine/random/threefry.ts';

/** The items in an order that the seed draws: Fisher and Yates's shuffle. Every order is equally likely. */
export function drawOrder<Item>(items: readonly Item[], seed: number): Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = threefry([seed, 0], [i, 0])[0] % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
