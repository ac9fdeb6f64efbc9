import { expect, test } from 'vitest';
import { pageRecipe } from '../../../bench/page-recipe.ts';

test("the page's recipe has the eight widths of its first sweep, as the page trains them", () => {
  const recipe = pageRecipe();
  expect(recipe.map(({ name }) => name)).toEqual(
    [8, 12, 16, 24, 32, 48, 64, 96].map((width) => `page d ${width}`),
  );
  for (const { job } of recipe) {
    const { shape } = job.network;
    if (shape.kind !== 'transformer') throw new Error('the page trains a transformer');
    expect(shape).toMatchObject({
      context: 128,
      layers: 2,
      positions: 'rotary',
      feedForward: 4 * shape.width,
    });
    expect(shape.width / shape.heads).toBe(shape.width === 12 ? 12 : 8);
    expect(job.batch).toBe(8);
    expect(job.lanes).toHaveLength(1);
  }
});
