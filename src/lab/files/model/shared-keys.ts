import type { CheckedKey } from './architecture.ts';

/** The largest width, context, vocabulary … of a configuration that is read. */
export const SIDE = 4_096;

/**
 * The names in `transformers` of GELU's tanh form, 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))). They differ only in
 * how they round; `gelu_fast` has √(2/π) to ten digits. `gelu` is the other form, with erf.
 */
export const TANH_GELUS = ['gelu_new', 'gelu_pytorch_tanh', 'gelu_python_tanh', 'gelu_accurate', 'gelu_fast'];

/** What a refusal says of an activation. */
export const COMPUTES_GELU = 'GELU in its tanh form, "gelu_new"';

/** The epsilon of every LayerNorm. */
export const EPSILON = 1e-5;

/** Keys of `PretrainedConfig` (version 4) and `PreTrainedConfig` (version 5) that change the numbers of any model. */
export const SHARED_KEYS: readonly CheckedKey[] = [
  {
    places: ['is_encoder_decoder'],
    missing: false,
    accepted: [false],
    computes: 'models without an encoder',
  },
  { places: ['is_decoder'], missing: false, accepted: [false, true], computes: 'causal attention' },
  {
    places: ['add_cross_attention'],
    missing: false,
    accepted: [false],
    computes: 'no cross attention',
  },
  { places: ['pruned_heads'], missing: null, accepted: [null], computes: 'all heads' },
  {
    places: ['quantization_config', 'compression_config'],
    missing: null,
    accepted: [null],
    computes: 'with weights that are not quantized',
  },
  { places: ['per_layer_config'], missing: null, accepted: [null], computes: 'all layers alike' },
  {
    places: ['auto_map'],
    missing: null,
    accepted: [null],
    computes: "only the classes of transformers, not a model's own code",
  },
];

/**
 * Keys by which other architectures, or changed copies of these, compute other numbers. The classes of `transformers`
 * that are read here ignore them, so such a configuration was probably written for another program.
 */
export const FOREIGN_KEYS: readonly CheckedKey[] = [
  foreign(['is_causal'], [true], 'causal attention'),
  foreign(
    ['sliding_window', 'attention_chunk_size', 'window_size'],
    [],
    'attention over all earlier positions',
  ),
  foreign(['layer_types'], ['full_attention'], 'attention over all earlier positions'),
  foreign(['use_sliding_window', 'multi_query', 'alibi', 'use_alibi'], [false], 'plain multi-head attention'),
  foreign(
    ['qk_layernorm', 'qk_norm', 'use_qk_norm', 'attention_logit_cap', 'attn_logit_softcapping', 'clip_qkv'],
    [false],
    'attention without this',
  ),
  foreign(['final_logit_softcapping'], [], 'logits without a cap'),
  foreign(['logit_scale', 'logits_scaling'], [1], 'without this factor'),
  foreign(['attention_multiplier'], [], 'attention divided by the root of the size of a head'),
  foreign(['embedding_multiplier', 'residual_multiplier'], [1], 'without this factor'),
  foreign(
    ['scale_embedding', 'scale_embeddings', 'embedding_scale'],
    [false, 1],
    'embeddings without a factor',
  ),
  foreign(['parallel_attn', 'parallel_residual'], [false], 'the two parts of a layer one after the other'),
  foreign(
    ['num_experts', 'num_local_experts', 'n_routed_experts', 'moe_intermediate_size'],
    [0],
    'layers without experts',
  ),
  foreign(['rms_norm_eps', 'rms_norm_epsilon'], [], 'LayerNorm'),
];

function foreign(
  places: readonly string[],
  neutral: readonly (string | number | boolean)[],
  computes: string,
): CheckedKey {
  return { places, missing: null, accepted: [null, ...neutral], computes };
}
