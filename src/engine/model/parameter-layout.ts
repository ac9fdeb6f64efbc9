/** The initial values of a tensor: normal with a standard deviation, one value everywhere, or some values again and again. */
type Start = { normal: number } | { constant: number } | { repeated: readonly number[] };

/** One tensor of a lane; `offset` counts numbers from the lane's start and is a multiple of 64 (256 bytes). */
export interface Tensor {
  name: string;
  shape: readonly number[];
  count: number;
  offset: number;
  /** Whether the optimizer's `matrixRate` multiplies its learning rate: matrices inside the network and an untied head. */
  matrix: boolean;
  start: Start;
}

/** A tensor that has no place yet. */
export type ListedTensor = Pick<Tensor, 'name' | 'shape' | 'matrix' | 'start'>;

/** The place of every parameter of a lane. Gradients and moments have the same layout. */
export interface ParameterLayout {
  tensors: readonly Tensor[];
  /** Numbers of a lane with the gaps between tensors; a multiple of 64. */
  count: number;
  /** The tensor of that name; throws if there is none. */
  find(name: string): Tensor;
}

/** Tensors start at multiples of 64 numbers, because bindings start at multiples of 256 bytes. */
const STEP = 64;

/** Places the tensors one after another. */
export function layOut(listed: readonly ListedTensor[]): ParameterLayout {
  const tensors: Tensor[] = [];
  let offset = 0;
  for (const tensor of listed) {
    const count = tensor.shape.reduce((product, size) => product * size, 1);
    tensors.push({ ...tensor, count, offset });
    offset += Math.ceil(count / STEP) * STEP;
  }
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return {
    tensors,
    count: offset,
    find(name) {
      const tensor = byName.get(name);
      if (!tensor) throw new Error(`this model has no tensor named ${name}`);
      return tensor;
    },
  };
}
