import { threefry } from '../random/threefry.ts';
import type { Lane } from '../trainer.ts';
import type { ParameterLayout } from './parameter-layout.ts';

/** The initial parameters of one lane, `[layout.count]`: the same for the same seed, independent of the other lanes. */
export function initialise(layout: ParameterLayout, seed: number): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(layout.count);
  layout.tensors.forEach(({ start, offset, count }, index) => {
    const tensor = parameters.subarray(offset, offset + count);
    if ('constant' in start) tensor.fill(start.constant);
    else if ('repeated' in start)
      tensor.forEach((_, i) => (tensor[i] = start.repeated[i % start.repeated.length]));
    else fillNormal(tensor, start.normal, [seed, index]);
  });
  return parameters;
}

/** The initial parameters of all lanes, `[R, layout.count]`. */
export function initialiseLanes(
  layout: ParameterLayout,
  lanes: readonly Pick<Lane, 'initSeed'>[],
): Float32Array<ArrayBuffer> {
  const parameters = new Float32Array(lanes.length * layout.count);
  lanes.forEach(({ initSeed }, lane) => parameters.set(initialise(layout, initSeed), lane * layout.count));
  return parameters;
}

/** Normal numbers of mean 0 by the Box–Muller transform, two per draw. */
function fillNormal(tensor: Float32Array, deviation: number, key: [number, number]): void {
  for (let i = 0; i < tensor.length; i += 2) {
    const [first, second] = threefry(key, [i, 0]);
    const radius = deviation * Math.sqrt(-2 * Math.log((first + 1) / 2 ** 32));
    const angle = (2 * Math.PI * second) / 2 ** 32;
    tensor[i] = radius * Math.cos(angle);
    if (i + 1 < tensor.length) tensor[i + 1] = radius * Math.sin(angle);
  }
}
