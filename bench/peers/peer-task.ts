import type { ParameterLayout } from '../../src/engine/model/parameter-layout.ts';
import type { Job } from '../../src/engine/run/job.ts';
import type { Tokens } from '../../src/engine/run/pack-tokens.ts';
import type { InitialTensor, PeerTask } from './peer.ts';

/** A job of one lane, whose training windows make exactly one batch, as the other libraries need it. */
export function peerTask({ network, batch, optimizer, lanes, tokens, training, initial }: Job): PeerTask {
  const { shape, layout } = network;
  const { learningRate, weightDecay } = lanes[0];
  const { beta1, beta2, epsilon, clipNorm } = optimizer;
  const { starts } = training;
  return {
    shape,
    batch,
    initial: nameTensors(layout, initial),
    inputs: windows(tokens, starts, shape.context),
    targets: windows(
      tokens,
      starts.map((start) => start + 1),
      shape.context,
    ),
    optimizer: { learningRate, weightDecay, beta1, beta2, epsilon, clipNorm },
  };
}

function nameTensors({ tensors }: ParameterLayout, initial: Float32Array): Map<string, InitialTensor> {
  return new Map(
    tensors.map(({ name, shape: size, offset, count }) => [
      name,
      { shape: [...size], values: initial.slice(offset, offset + count) },
    ]),
  );
}

function windows(tokens: Tokens, starts: Uint32Array, context: number): Int32Array<ArrayBuffer> {
  const flat = new Int32Array(starts.length * context);
  starts.forEach((start, window) => flat.set(tokens.subarray(start, start + context), window * context));
  return flat;
}
