import { expect, test } from 'vitest';
import { lstm } from '../../../../src/engine/lstm/lstm.ts';
import { modelParameters } from '../../../../src/engine/training/model-files.ts';
import type { StoredTensor } from '../../../../src/engine/trainer.ts';
import { readModel } from '../../../../src/lab/files/hugging-face-file.ts';
import { readConfig } from '../../../../src/lab/files/model/read-config.ts';
import { runOfModel } from '../../../../src/lab/files/model/run-of-model.ts';
import { ownDraft } from '../../../../src/lab/experiments/selection.ts';
import { corpusOf } from '../../../../src/lab/plan/corpora.ts';
import { filesOf } from '../../../harness/transformers/random-models.ts';

const SHAPE = { kind: 'lstm', vocabulary: 7, context: 6, width: 5, layers: 2 } as const;

const { layout } = lstm(SHAPE);
const weights = new Float32Array(layout.count);
for (const { offset, count } of layout.tensors) {
  for (let i = offset; i < offset + count; i++) weights[i] = Math.sin(i + 1);
}
const files = filesOf(SHAPE, weights);
const config = JSON.parse(files.config) as Record<string, unknown>;

const read = (changes: Record<string, unknown>): unknown =>
  readConfig(JSON.stringify({ ...config, ...changes }), 'config.json');

test('what goes out comes back bit by bit', () => {
  const { shape, tensors } = readModel(files.safetensors, files.config);
  expect(shape).toEqual(SHAPE);
  expect(modelParameters(shape, tensors)).toEqual(weights);
});

test('the second bias is written as 0, and added when it is read', () => {
  const { tensors } = readModel(files.safetensors, files.config);
  const find = (name: string): StoredTensor => tensors.find((tensor) => tensor.name === name)!;
  expect([...find('lstm.bias_hh_l1').data]).toEqual(Array(20).fill(0));
  const second = { ...find('lstm.bias_hh_l1'), data: Float32Array.from({ length: 20 }, (_, i) => i) };
  const others = tensors.filter(({ name }) => name !== second.name);
  const { offset, count } = layout.find('layers.1.input.bias');
  const bias = modelParameters(SHAPE, [...others, second]).subarray(offset, offset + count);
  // Column 4·u + q is PyTorch's row of gate q of unit u.
  const added = (i: number): number => (i % 4) * 5 + Math.floor(i / 4);
  expect(bias).toEqual(weights.slice(offset, offset + count).map((value, i) => value + added(i)));
  expect(() => modelParameters(SHAPE, others)).toThrow('the model lacks the tensor lstm.bias_hh_l1');
});

test.each([
  [
    { hidden_size: undefined },
    'hidden_size is missing; this engine computes with a whole number from 1 to 4096',
  ],
  [{ num_hidden_layers: 0.5 }, 'num_hidden_layers is 0.5'],
  [
    { tie_word_embeddings: true },
    'tie_word_embeddings is true; this engine computes LSTMs with a head of their own',
  ],
  [{ bidirectional: true }, 'bidirectional is true; this engine computes LSTMs without this'],
])('a configuration with %o is refused with the rule', (changes, rule) => {
  expect(() => read(changes)).toThrow(rule);
});

test('an LSTM is trained on with the settings of the form, at the rate of LSTMs', () => {
  const { vocabulary } = corpusOf('sotu', SHAPE.context);
  const shape = { ...SHAPE, vocabulary, width: 24 };
  const run = runOfModel(shape, ownDraft('widths', 'quick'), 'sweep1', 'https://somewhere.example/');
  if ('refused' in run) throw new Error(run.refused);
  const { plan, settings } = run;
  expect(plan.shape).toEqual(shape);
  expect(settings).toMatchObject({ network: 'lstm', corpus: 'sotu', width: 24, layers: 2, context: 6 });
  expect(plan.lanes.map(({ learningRate }) => learningRate)).toEqual([0.068]);
  expect(plan.optimizer.matrixRate).toBeCloseTo(32 / 24, 12);
  expect(runOfModel(SHAPE, ownDraft('widths', 'quick'), 'sweep1', '')).toEqual({
    refused: 'no text here has a vocabulary of 7 tokens',
  });
});
