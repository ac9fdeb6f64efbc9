import type { CheckedKey, SizeKey } from './architecture.ts';
import { SIDE } from './shared-keys.ts';

/** The `model_type` of an LSTM, which has no class in `transformers`. */
export const LSTM_TYPE = 'loglog-lstm';

/** The keys of its configuration. All sizes must be there. */
export const LSTM_KEYS = {
  sizes: {
    vocabulary: sizeNamed('vocab_size'),
    context: sizeNamed('max_position_embeddings'),
    width: sizeNamed('hidden_size'),
    layers: sizeNamed('num_hidden_layers'),
  },
  checked: [
    {
      places: ['tie_word_embeddings'],
      missing: false,
      accepted: [false],
      computes: 'LSTMs with a head of their own',
    },
    {
      places: ['dropout', 'proj_size', 'bidirectional'],
      missing: null,
      accepted: [null, false, 0],
      computes: 'LSTMs without this',
    },
  ] satisfies CheckedKey[],
} as const;

function sizeNamed(name: string): SizeKey {
  return { names: [name], missing: null, most: SIDE };
}
