import { expect, test } from 'vitest';
import { bytesNeeded, memoryExcess } from '../../../src/engine/run/bytes-needed.ts';
import { bufferWords } from '../../../src/engine/run/buffer-words.ts';
import {
  countBackward,
  countForward,
  countFusedBackward,
  countFusedForward,
} from '../../../src/engine/transformer/activations.ts';
import { transformer } from '../../../src/engine/transformer/transformer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

const GIB = 2 ** 30;
const network = transformer(tinyPlan().shape);
const bytes = bytesNeeded(network, 8, 2);
const largest = Math.max(...bytes.activations.values(), ...bytes.weights.values());
const total = [...bytes.activations.values(), ...bytes.weights.values()].reduce((sum, each) => sum + each);

test('a buffer of exactly the limit fits, and one number more does not', () => {
  const room = { maxBufferSize: GIB, maxStorageBufferBindingSize: largest };
  expect(memoryExcess(bytes, room)).toBeUndefined();
  expect(memoryExcess(bytes, { ...room, maxStorageBufferBindingSize: largest - 4 })?.message).toContain(
    `take ${largest} bytes in one buffer; this adapter binds at most ${largest - 4} (maxStorageBufferBindingSize)`,
  );
});

test('the smaller of the two limits of a buffer is named', () => {
  const limits = { maxBufferSize: largest - 8, maxStorageBufferBindingSize: largest - 4 };
  expect(memoryExcess(bytes, limits)?.message).toContain(`at most ${largest - 8} (maxBufferSize)`);
});

test('a run of many small buffers is refused by their sum, with what is counted on', () => {
  const deep = transformer({ ...tinyPlan().shape, layers: 16 });
  const many = bytesNeeded(deep, 8, 2);
  const sizes = [...many.activations.values(), ...many.weights.values()];
  const [sum, most] = [sizes.reduce((all, each) => all + each), Math.max(...sizes)];
  expect(sum).toBeGreaterThan(4 * most);
  const limits = { maxBufferSize: most, maxStorageBufferBindingSize: GIB };
  expect(memoryExcess(many, limits)?.message).toContain(
    `needs ${sum} bytes of GPU memory; ${4 * most} are counted on`,
  );
});

test('what takes most of a run is told: its activations at a large batch, else its weights', () => {
  const small = { maxBufferSize: 64, maxStorageBufferBindingSize: GIB };
  const wide = transformer({ ...tinyPlan().shape, width: 512, heads: 8, feedForward: 2048 });
  const tight = (of: typeof bytes): number => Math.max(...of.activations.values(), ...of.weights.values());
  for (const [of, most] of [
    [bytesNeeded(wide, 1, 1), 'weights'],
    [bytesNeeded(network, 512, 1), 'activations'],
  ] as const) {
    const limits = { maxBufferSize: tight(of) - 4, maxStorageBufferBindingSize: GIB };
    expect(memoryExcess(of, limits)?.most).toBe(most);
  }
  expect(memoryExcess(bytes, small)?.message).toContain('bytes in one buffer');
  expect(total).toBeGreaterThan(largest);
});

test('every buffer of activations has words, and no name of a buffer is among them', () => {
  const { shape } = tinyPlan();
  const names = [
    ...countForward(shape, 1).keys(),
    ...countBackward(shape, 1).keys(),
    ...countFusedForward(shape, 1, 32).keys(),
    ...countFusedBackward(shape, 1).keys(),
  ];
  for (const name of names) expect(bufferWords(name)).toMatch(/^the [a-z ]+$/);
  expect(bufferWords('layers.0.qkv')).toBe('the activations of one layer');
  expect(bufferWords('stream.2.stats')).toBe('the activations between layers');
  expect(bufferWords('dStream')).toBe('the gradients of the activations');
});
