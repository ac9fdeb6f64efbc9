import { commands } from 'vitest/browser';
import { expect, test } from 'vitest';
import { layOutParameters } from '../../../src/engine/transformer/parameters.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import { modelFiles, modelParameters } from '../../../src/engine/training/model-files.ts';
import type { Checkpoint, RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';
import { readModel } from '../../../src/lab/files/hugging-face-file.ts';
import { loadGoldenRun } from '../../harness/engine/golden-run.ts';
import { importWeights } from '../../harness/engine/golden-weights.ts';
import { readSafetensors } from '../../harness/engine/safetensors.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

async function readFile(run: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(await commands.readGoldenFile(run, file));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

const parse = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

test.each(await commands.listGoldenRuns())(
  'the recorded model %s is exported to the files that Hugging Face wrote, bit by bit',
  async (name) => {
    const { job, final } = await loadGoldenRun(name);
    const { safetensors, config } = modelFiles(tinyPlan({ shape: job.network.shape }), final, 0);
    const theirs = readSafetensors(await readFile(name, 'final.safetensors'));
    const ours = readSafetensors(safetensors);
    expect(ours.size).toBe(theirs.size);
    for (const [tensor, { shape, data }] of theirs)
      expect([tensor, ours.get(tensor)]).toEqual([tensor, { shape, data }]);
    const { training: _, ...expected } = parse(new TextDecoder().decode(await readFile(name, 'config.json')));
    expect(parse(config)).toMatchObject(expected);
  },
);

test('each lane is exported as its own model, and is read back bit by bit', () => {
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

test('a missing lane and weights of another model are refused with the rule', () => {
  const plan = tinyPlan();
  const { count } = layOutParameters(plan.shape);
  expect(() => modelFiles(plan, new Float32Array(count), 1)).toThrow(
    'lane must be a whole number from 0 to 0: 1',
  );
  expect(() => modelFiles(plan, new Float32Array(5), 0)).toThrow(`this model has ${count} weights, not 5`);
});

test.each(await commands.listGoldenRuns())('the recorded model %s is imported bit by bit', async (name) => {
  const { job, final } = await loadGoldenRun(name);
  const config = new TextDecoder().decode(await readFile(name, 'config.json'));
  const { shape, tensors } = readModel(await readFile(name, 'final.safetensors'), config);
  expect(shape).toEqual(job.network.shape);
  expect(modelParameters(shape, tensors)).toEqual(new Float32Array(final));
});

test('tensors that are missing, unknown or of another shape are refused by their names', () => {
  const plan = tinyPlan();
  const { count } = layOutParameters(plan.shape);
  const { safetensors, config } = modelFiles(plan, new Float32Array(count), 0);
  const { shape, tensors } = readModel(safetensors, config);
  const [first, ...others] = tensors;
  expect(() => modelParameters(shape, others)).toThrow(`the model lacks the tensor ${first.name}`);
  expect(() => modelParameters(shape, [...tensors, { ...first, name: 'more' }])).toThrow(
    'the model has no place for the tensor more',
  );
  const turned = { ...first, shape: first.shape.toReversed() };
  expect(() => modelParameters(shape, [turned, ...others])).toThrow(
    `the tensor ${first.name} must be [86, 12], not [12, 86]`,
  );
  expect(() => modelParameters({ ...plan.shape, heads: 5 }, tensors)).toThrow(
    'heads must divide width: 12 % 5 = 2',
  );
});

test('a model that was exported and imported evaluates to the same bits, and trains on from there', async () => {
  const trainer = new LocalTrainer();
  const run = async (plan: RunPlan, from?: Checkpoint): Promise<TrainerEvent[]> => {
    const events: TrainerEvent[] = [];
    await trainer.listen((event) => void events.push(event));
    await trainer.train(plan, from);
    return events;
  };
  const losses = (events: readonly TrainerEvent[], step: number): number[] =>
    events.flatMap((event) => (event.kind === 'evaluated' && event.step === step ? [...event.losses] : []));
  const plan = tinyPlan();
  const straight = await run(plan);
  const last = straight.find((event) => event.kind === 'checkpoint');
  if (last === undefined) throw new Error('no checkpoint');
  const { safetensors, config } = modelFiles(plan, last.parameters, 0);
  const { shape, tensors } = readModel(safetensors, config);
  const parameters = await trainer.modelParameters(shape, tensors);
  const came = { ...last, parameters: new Float32Array(parameters) };
  expect(losses(await run({ ...plan, shape }, came), 40)).toEqual(losses(straight, 40));
  const moments = new Float32Array(2 * parameters.length);
  const from = { run: 'tiny', step: 0, trainingMilliseconds: 0, kernels: null, parameters, moments };
  const further = await run({ ...plan, shape }, from);
  expect(losses(further, 40)[0]).toBeLessThan(losses(straight, 40)[0]);
});
