import { commands } from 'vitest/browser';
import { expect, test } from 'vitest';
import { layOutParameters } from '../../src/engine/model/parameters.ts';
import { modelFiles } from '../../src/engine/training/model-files.ts';
import { loadGoldenRun } from './golden-run.ts';
import { importWeights } from './golden-weights.ts';
import { readSafetensors } from './safetensors.ts';
import { tinyPlan } from './tiny-plan.ts';

async function readFile(run: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(await commands.readGoldenFile(run, file));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const parse = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

test.each(await commands.listGoldenRuns())(
  'the recorded model %s comes out in the files that Hugging Face wrote, bit by bit',
  async (name) => {
    const { job, final } = await loadGoldenRun(name);
    const { safetensors, config } = modelFiles(tinyPlan({ shape: job.shape }), final, 0);
    const theirs = readSafetensors(await readFile(name, 'final.safetensors'));
    const ours = readSafetensors(safetensors);
    expect(ours.size).toBe(theirs.size);
    for (const [tensor, { shape, data }] of theirs)
      expect([tensor, ours.get(tensor)]).toEqual([tensor, { shape, data }]);
    const { training: _, ...expected } = parse(new TextDecoder().decode(await readFile(name, 'config.json')));
    expect(parse(config)).toEqual(expected);
  },
);

test('each lane comes out as a model of its own, and is read back bit by bit', () => {
  const plan = tinyPlan();
  const layout = layOutParameters(plan.shape);
  const lanes = [plan.lanes[0], plan.lanes[0], plan.lanes[0]];
  const parameters = Float32Array.from({ length: layout.count * 3 }, (_, i) => Math.sin(i));
  const { safetensors } = modelFiles({ ...plan, lanes }, parameters, 2);
  const read = importWeights(layout, plan.shape, readSafetensors(safetensors));
  for (const { name, offset, count } of layout.tensors) {
    const from = 2 * layout.count + offset;
    expect([name, read.slice(offset, offset + count)]).toEqual([name, parameters.slice(from, from + count)]);
  }
});

test('a lane that is not there and weights of another model are refused with the rule', () => {
  const plan = tinyPlan();
  const { count } = layOutParameters(plan.shape);
  expect(() => modelFiles(plan, new Float32Array(count), 1)).toThrow(
    'lane must be a whole number from 0 to 0: 1',
  );
  expect(() => modelFiles(plan, new Float32Array(5), 0)).toThrow(`this model has ${count} weights, not 5`);
});
