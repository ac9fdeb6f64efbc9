import type { TransformerShape } from '../../../engine/trainer.ts';

/** A value of a configuration that is neither a list nor an object. Empty lists and objects count as null. */
export type Plain = string | number | boolean | null;

/** A key that gives a size of the model. */
export interface SizeKey {
  /** The key's names in `config.json`. `transformers` takes them for the same number, so all that are there must agree. */
  readonly names: readonly string[];
  /** What `transformers` takes if the key is missing; null stands for four times the width. */
  readonly missing: number | null;
  readonly most: number;
}

/** A key that changes the numbers of a model, in one or several places of `config.json`. */
export interface CheckedKey {
  /** The places; a dot leads into an object. Each place that is there must have an accepted value. */
  readonly places: readonly string[];
  /** What `transformers` takes if no place is there. */
  readonly missing: Plain;
  /** The values with which this engine computes the same numbers. In a list, each value must be one of them. */
  readonly accepted: readonly Plain[];
  /** What this engine computes; completes "this engine computes …". */
  readonly computes: string;
}

/** What this engine computes of one class of models in `transformers`. */
export interface Architecture {
  /** The name of its class of configurations. */
  readonly config: string;
  readonly positions: TransformerShape['positions'];
  readonly sizes: Readonly<
    Record<'vocabulary' | 'context' | 'width' | 'layers' | 'heads' | 'feedForward', SizeKey>
  >;
  /** Base of the angles of rotary positions; left out for learned ones. */
  readonly rotaryBase?: SizeKey;
  /** What `transformers` takes if `tie_word_embeddings` is missing. */
  readonly tied: boolean;
  readonly checked: readonly CheckedKey[];
  /** Keys that must be null or the size of a head. */
  readonly headSize: readonly string[];
  /** Keys of other architectures, which are refused unless they have a value that changes nothing. */
  readonly foreign: readonly CheckedKey[];
}
