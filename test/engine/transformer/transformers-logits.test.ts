import { afterEach, expect, test } from 'vitest';
import { Program } from '../../../src/engine/gpu/program.ts';
import { ParameterSet } from '../../../src/engine/run/parameter-set.ts';
import { modelParameters } from '../../../src/engine/training/model-files.ts';
import { networkOf } from '../../../src/engine/training/networks.ts';
import { readModel, type ImportedModel } from '../../../src/lab/files/hugging-face-file.ts';
import { readFloats, testGpu } from '../../harness/engine/test-gpu.ts';
import type { Answer } from '../../harness/transformers/logit-error.ts';

const gpu = await testGpu();
afterEach(() => {
  gpu.memory.destroy();
  expect(gpu.errors).toEqual([]);
});

const VERSIONS = ['version-4', 'version-5'];
const MODELS = ['gpt2-float32', 'gpt2-untied-bfloat16', 'neox-float32', 'neox-tied-float16'];

/** A file of the fixtures, which the server of the tests serves. */
async function fixture(name: string): Promise<Response> {
  const response = await fetch(new URL(`/test/fixtures/transformers/${name}`, location.href));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

/** The GPU's logits `[T, V]` for one window of tokens. */
async function logitsOf({ shape, tensors }: ImportedModel, tokens: readonly number[]): Promise<Float32Array> {
  const { memory, device, pipelines } = gpu;
  const network = networkOf(shape);
  const weights = memory.upload('weights', modelParameters(shape, tensors));
  const parameters = new ParameterSet(network.layout, weights);
  const { inputs, logits, kernels } = await network.forward(memory, parameters);
  device.queue.writeBuffer(inputs.buffer, inputs.offset, Uint32Array.from(tokens));
  const program = await Program.prepare(kernels, memory, pipelines);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  program.record(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);
  // The buffer's size is a multiple of 4 numbers.
  return (await readFloats(device, logits)).subarray(0, shape.context * shape.vocabulary);
}

test.each(VERSIONS.flatMap((version) => MODELS.map((model) => [version, model])))(
  'a model that transformers %s wrote has the same logits here: %s',
  async (version, name) => {
    const folder = `${version}/${name}`;
    const weights = new Uint8Array(await (await fixture(`${folder}/model.safetensors`)).arrayBuffer());
    const model = readModel(weights, await (await fixture(`${folder}/config.json`)).text());
    const answer = (await (await fixture(`${folder}/answer.json`)).json()) as Answer;
    const ours: number[] = [];
    for (const window of answer.tokens) ours.push(...(await logitsOf(model, window)));
    expect(ours).toHaveLength(answer.logits.length);
    const largest = Math.max(...answer.logits.map(Math.abs));
    expect(largest).toBeGreaterThan(1);
    const error = Math.max(...ours.map((logit, i) => Math.abs(logit - answer.logits[i])));
    expect(error).toBeLessThan(1e-5 * largest);
  },
);
