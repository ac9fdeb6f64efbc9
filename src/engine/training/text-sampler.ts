import type { Kernel, View } from '../gpu/kernel.ts';
import { Memory } from '../gpu/memory.ts';
import { Program } from '../gpu/program.ts';
import { StagingRing } from '../gpu/staging-ring.ts';
import { chooseToken } from '../ops/choose-token.ts';
import { softmaxForward } from '../ops/softmax.ts';
import { threefry, unitInterval } from '../random/threefry.ts';
import type { Network, WindowForward } from '../run/network.ts';
import { ParameterSet } from '../run/parameter-set.ts';
import type { Gpu } from '../run/training-run.ts';
import type { ModelShape, SampleRequest, SampleResult, SavedModel } from '../trainer.ts';
import { promptOf, textOfTokens, type Prompt } from './corpus-alphabet.ts';
import { Submitter } from './submitter.ts';

/** The most tokens written in one submit. */
const MOST_TOKENS = 256;

/** Tokens before the text: the one that the model continues. */
const FIRST_TOKENS_HELD = 1;

/** Byte of `text` at which it counts the tokens of the context. */
const HELD_AT = 4;

/** Models of one network that lie on the GPU side by side. */
export interface WritingModels {
  network: Network;
  /** `[R, P]`. */
  parameters: ParameterSet;
  lanes: number;
}

/**
 * Writes `length` tokens after a prompt with one of the models. The GPU draws each from the softmax of the last position's
 * logits / `temperature`. After each item of the prompt the model begins again. The models may be trained at the same time.
 */
export async function sampleTokens(
  gpu: Omit<Gpu, 'tuning'>,
  models: WritingModels,
  { item, token }: Prompt,
  request: SampleRequest,
): Promise<Uint32Array> {
  const memory = new Memory(gpu.device);
  try {
    const { network } = models;
    const model = await network.forward(memory, parametersOf(models, request.lane));
    const text = memory.upload('text', Uint32Array.from([0, FIRST_TOKENS_HELD, ...zeros(request.length)]));
    const kernels = writeOneToken(memory, model, text, { ...network.shape, ...request });
    const program = await Program.prepare(kernels, memory, gpu.pipelines);
    const submitter = new Submitter(gpu.device, program, MOST_TOKENS);
    const every = item ?? request.length;
    for (let written = 0; written < request.length;) {
      if (written % every === 0) {
        gpu.device.queue.writeBuffer(model.inputs.buffer, 0, Uint32Array.of(token));
        gpu.device.queue.writeBuffer(text.buffer, HELD_AT, Uint32Array.of(FIRST_TOKENS_HELD));
      }
      const left = Math.min(request.length - written, every - (written % every));
      written += await submitter.submit(left);
    }
    await submitter.drain();
    const staging = new StagingRing(memory, 'text', text.size, 1);
    return new Uint32Array(await staging.read(text)).slice(2, 2 + request.length);
  } finally {
    memory.destroy();
  }
}

/** A text in the alphabet of a model's corpus. */
export async function textOf(
  { plan, step }: Pick<SavedModel, 'plan' | 'step'>,
  write: (prompt: Prompt) => Promise<Uint32Array>,
): Promise<SampleResult> {
  const tokens = await write(promptOf(plan.corpus));
  return { run: plan.id, step, text: textOfTokens(tokens, plan.corpus) };
}

/** The parameters of one lane. */
function parametersOf({ parameters, lanes }: WritingModels, lane: number): ParameterSet {
  if (!Number.isInteger(lane) || lane < 0 || lane >= lanes) {
    throw new Error(`lane must be a whole number from 0 to ${lanes - 1}: ${lane}`);
  }
  const size = parameters.layout.count * 4;
  const view: View = { buffer: parameters.view.buffer, offset: lane * size, size };
  return new ParameterSet(parameters.layout, view);
}

function writeOneToken(
  memory: Memory,
  { inputs, logits, kernels }: WindowForward,
  text: View,
  request: SampleRequest & Pick<ModelShape, 'context' | 'vocabulary'>,
): Kernel[] {
  const { context, vocabulary } = request;
  const probabilities = memory.storage('probabilities', context * vocabulary);
  const draws = memory.upload(
    'draws',
    Float32Array.from({ length: request.length }, (_, i) =>
      unitInterval(threefry([request.seed, 0], [i, 0])[0]),
    ),
  );
  return [
    ...kernels,
    softmaxForward(logits, probabilities, {
      rows: context,
      vocabulary,
      temperature: request.temperature,
    }),
    chooseToken({ probabilities, draws, contextTokens: inputs, text }, { context, vocabulary }),
  ];
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}
