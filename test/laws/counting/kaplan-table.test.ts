import { expect, test } from 'vitest';
import { countParameters, type CountedShape } from '../../../src/laws/counting/count-parameters.ts';
import { kaplanTable } from '../../../src/laws/counting/kaplan-table.ts';

const GPT3: CountedShape = {
  layers: 96,
  width: 12_288,
  heads: 96,
  feedForward: 49_152,
  vocabulary: 50_257,
  context: 2_048,
  positions: 'learned',
  tiedHead: true,
};

const row = (shape: CountedShape, operation: string) =>
  kaplanTable(shape).find((one) => one.operation === operation);

test('the rows of GPT-3 are those of a count by hand', () => {
  expect(row(GPT3, 'Embed')).toEqual({ operation: 'Embed', parameters: 642_723_840, flopsPerToken: 49_152 });
  expect(row(GPT3, 'Attention: QKV')?.parameters).toBe(43_486_543_872);
  expect(row(GPT3, 'Feed-forward')?.parameters).toBe(115_964_116_992);
  expect(row(GPT3, 'Total without embedding')?.parameters).toBe(173_946_175_488);
});

test('the rows add up to the total, for shapes of any proportions', () => {
  for (const shape of [
    GPT3,
    { ...GPT3, layers: 3, width: 20, feedForward: 52, context: 7, vocabulary: 11 },
  ]) {
    const rows = kaplanTable(shape);
    const inner = rows.slice(1, -2);
    const total = rows.at(-1);
    expect(inner.reduce((sum, { parameters }) => sum + (parameters ?? 0), 0)).toBe(total?.parameters);
    expect(inner.reduce((sum, { flopsPerToken }) => sum + flopsPerToken, 0)).toBe(total?.flopsPerToken);
    expect(total?.parameters).toBe(countParameters(shape).nonEmbedding);
    expect(rows[0].parameters).toBe(countParameters(shape).embedding);
  }
});
