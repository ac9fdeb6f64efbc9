import { lstm } from '../lstm/lstm.ts';
import type { Network } from '../run/network.ts';
import type { ModelShape } from '../trainer.ts';
import { transformer } from '../transformer/transformer.ts';

/** @throws one sentence with the rule and the value if the network cannot have this shape */
export function networkOf(shape: ModelShape): Network {
  switch (shape.kind) {
    case 'transformer':
      return transformer(shape);
    case 'lstm':
      return lstm(shape);
    default:
      throw new Error(`unknown network ${String(shape satisfies never)}`);
  }
}
