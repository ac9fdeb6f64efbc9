import type { Network } from '../run/network.ts';
import type { ModelShape } from '../trainer.ts';
import { transformer } from '../transformer/transformer.ts';

/** The networks that can be trained, by the kind of their shape. */
const NETWORKS = { transformer } satisfies Record<ModelShape['kind'], (shape: ModelShape) => Network>;

/** @throws one sentence with the rule and the value if the network cannot have this shape */
export function networkOf(shape: ModelShape): Network {
  return NETWORKS[shape.kind](shape);
}
