import { isRefused, readWhole } from '../../lab/plan/read-number.ts';
import type { CountedShape } from '../../laws/counting/count-parameters.ts';
import type { Refusal } from '../../laws/refusal.ts';

/** The fields of a model to count, and the D that it is trained on. */
export type ShapeField = 'layers' | 'width' | 'heads' | 'feedForward' | 'vocabulary' | 'context' | 'tokens';

export type ShapeDraft = Readonly<Record<ShapeField, string>>;

/** A model and its training tokens. */
export interface CountedTraining {
  shape: CountedShape;
  tokens: number;
}

/** GPT-3 175B: Brown et al. 2020, table 2.1. */
export const GPT3_DRAFT: ShapeDraft = {
  layers: '96',
  width: '12,288',
  heads: '96',
  feedForward: '49,152',
  vocabulary: '50,257',
  context: '2,048',
  tokens: '300B',
};

/** Name and upper limit of each field. */
export const SHAPE_FIELDS: readonly { of: ShapeField; name: string; most: number }[] = [
  { of: 'layers', name: 'Layers L', most: 1e4 },
  { of: 'width', name: 'Width d', most: 1e6 },
  { of: 'heads', name: 'Heads H', most: 1e4 },
  { of: 'feedForward', name: 'Feed-forward d_ff', most: 1e7 },
  { of: 'vocabulary', name: 'Vocabulary V', most: 1e7 },
  { of: 'context', name: 'Context T', most: 1e7 },
  { of: 'tokens', name: 'Tokens D', most: 1e15 },
];

/** A refusal, and the field that caused it. */
export interface ShapeRefusal extends Refusal {
  field: ShapeField;
}

/** Reads a model with learned positions and a tied head, like GPT-3. */
export function readShape(draft: ShapeDraft): CountedTraining | ShapeRefusal {
  const read: Partial<Record<ShapeField, number>> = {};
  for (const { of, name, most } of SHAPE_FIELDS) {
    const value = readWhole(name, draft[of], 1, most);
    if (isRefused(value)) return { ...value, field: of };
    read[of] = value;
  }
  const { layers = 0, width = 0, heads = 0, feedForward = 0, vocabulary = 0, context = 0, tokens = 0 } = read;
  if (width % heads !== 0)
    return { refused: `heads must divide width: ${width} % ${heads} = ${width % heads}`, field: 'heads' };
  const sizes = { layers, width, heads, feedForward, vocabulary, context };
  return { shape: { ...sizes, positions: 'learned', tiedHead: true }, tokens };
}
