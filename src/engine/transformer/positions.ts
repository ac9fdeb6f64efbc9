import type { TransformerShape } from '../trainer.ts';

type Positioned = Pick<TransformerShape, 'positions'>;

/** Whether queries and keys are turned by their positions. */
export function hasRotary({ positions }: Positioned): boolean {
  return positions !== 'learned';
}

/** Whether the embedding has a table of positions. */
export function hasTable({ positions }: Positioned): boolean {
  return positions !== 'rotary';
}
