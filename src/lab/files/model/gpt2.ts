import type { Architecture } from './architecture.ts';
import { COMPUTES_GELU, EPSILON, FOREIGN_KEYS, SHARED_KEYS, SIDE, TANH_GELUS } from './shared-keys.ts';

/** `GPT2Config` of `transformers`, versions 4 and 5: the same keys and defaults in both. */
export const GPT2: Architecture = {
  config: 'GPT2Config',
  positions: 'learned',
  sizes: {
    vocabulary: { names: ['vocab_size'], missing: 50_257, most: SIDE },
    context: { names: ['n_positions', 'max_position_embeddings'], missing: 1_024, most: SIDE },
    width: { names: ['n_embd', 'hidden_size'], missing: 768, most: SIDE },
    layers: { names: ['n_layer', 'num_hidden_layers'], missing: 12, most: SIDE },
    heads: { names: ['n_head', 'num_attention_heads'], missing: 12, most: SIDE },
    feedForward: { names: ['n_inner'], missing: null, most: 4 * SIDE },
  },
  tied: true,
  checked: [
    {
      places: ['architectures'],
      missing: null,
      accepted: [null, 'GPT2LMHeadModel', 'GPT2Model'],
      computes: 'only the head of GPT2LMHeadModel',
    },
    {
      places: ['activation_function'],
      missing: 'gelu_new',
      accepted: TANH_GELUS,
      computes: COMPUTES_GELU,
    },
    {
      places: ['layer_norm_epsilon'],
      missing: EPSILON,
      accepted: [EPSILON],
      computes: 'LayerNorm with 0.00001',
    },
    {
      places: ['scale_attn_weights'],
      missing: true,
      accepted: [true],
      computes: 'attention with true',
    },
    {
      places: ['scale_attn_by_inverse_layer_idx'],
      missing: false,
      accepted: [false],
      computes: 'attention with false',
    },
    {
      places: ['reorder_and_upcast_attn'],
      missing: false,
      accepted: [false],
      computes: 'attention with false',
    },
    ...SHARED_KEYS,
  ],
  headSize: [],
  foreign: [
    ...FOREIGN_KEYS,
    {
      places: ['hidden_act'],
      missing: null,
      accepted: [null, ...TANH_GELUS],
      computes: COMPUTES_GELU,
    },
    {
      places: ['position_embedding_type'],
      missing: null,
      accepted: [null, 'absolute'],
      computes: 'learned positions for "gpt2"',
    },
    {
      places: [
        'rope_scaling',
        'rope_parameters',
        'rope_theta',
        'rotary_dim',
        'rotary_pct',
        'rotary_emb_base',
      ],
      missing: null,
      accepted: [null],
      computes: 'learned positions for "gpt2"',
    },
    {
      places: ['use_parallel_residual'],
      missing: null,
      accepted: [null, false],
      computes: 'the two parts of a layer one after the other',
    },
  ],
};
