import type { Architecture } from './architecture.ts';
import { COMPUTES_GELU, EPSILON, FOREIGN_KEYS, SHARED_KEYS, SIDE, TANH_GELUS } from './shared-keys.ts';

const BASES = ['rotary_emb_base', 'rope_theta', 'rope_parameters.rope_theta', 'rope_scaling.rope_theta'];

/**
 * `GPTNeoXConfig` of `transformers`. Version 4 has `rotary_pct`, `rotary_emb_base` and `rope_scaling`; version 5 writes
 * `rope_parameters` and reads both. The other keys and all defaults are the same.
 */
export const GPT_NEOX: Architecture = {
  config: 'GPTNeoXConfig',
  positions: 'rotary',
  sizes: {
    vocabulary: { names: ['vocab_size'], missing: 50_432, most: SIDE },
    context: { names: ['max_position_embeddings'], missing: 2_048, most: SIDE },
    width: { names: ['hidden_size'], missing: 6_144, most: SIDE },
    layers: { names: ['num_hidden_layers'], missing: 44, most: SIDE },
    heads: { names: ['num_attention_heads'], missing: 64, most: SIDE },
    feedForward: { names: ['intermediate_size'], missing: 24_576, most: 4 * SIDE },
  },
  rotaryBase: { names: BASES, missing: 10_000, most: 10_000 },
  tied: false,
  checked: [
    {
      places: ['architectures'],
      missing: null,
      accepted: [null, 'GPTNeoXForCausalLM', 'GPTNeoXModel'],
      computes: 'only the head of GPTNeoXForCausalLM',
    },
    {
      places: [
        'rope_scaling.rope_type',
        'rope_scaling.type',
        'rope_parameters.rope_type',
        'rope_parameters.type',
      ],
      missing: 'default',
      accepted: ['default'],
      computes: 'rotary positions without scaling, "default"',
    },
    {
      places: BASES,
      missing: 10_000,
      accepted: [10_000, 100],
      computes: 'rotary positions with base 10000 or 100',
    },
    {
      places: ['rotary_pct', 'rope_parameters.partial_rotary_factor', 'rope_scaling.partial_rotary_factor'],
      missing: 0.25,
      accepted: [1],
      computes: 'rotary positions over whole heads, 1',
    },
    {
      places: ['use_parallel_residual'],
      missing: true,
      accepted: [false],
      computes: 'the two parts of a layer one after the other, false',
    },
    { places: ['hidden_act'], missing: 'gelu', accepted: TANH_GELUS, computes: COMPUTES_GELU },
    {
      places: ['layer_norm_eps'],
      missing: EPSILON,
      accepted: [EPSILON],
      computes: 'LayerNorm with 0.00001',
    },
    {
      places: ['attention_bias'],
      missing: true,
      accepted: [true],
      computes: 'attention with biases, true',
    },
    ...SHARED_KEYS,
  ],
  headSize: ['head_dim'],
  foreign: [
    ...FOREIGN_KEYS,
    {
      places: ['partial_rotary_factor'],
      missing: null,
      accepted: [null, 1],
      computes: 'rotary positions over whole heads, 1',
    },
    {
      places: ['activation_function'],
      missing: null,
      accepted: [null, ...TANH_GELUS],
      computes: COMPUTES_GELU,
    },
    {
      places: ['position_embedding_type'],
      missing: null,
      accepted: [null, 'rotary', 'rope'],
      computes: 'rotary positions for "gpt_neox"',
    },
    {
      places: ['scale_attn_weights'],
      missing: null,
      accepted: [null, true],
      computes: 'attention with true',
    },
    {
      places: ['scale_attn_by_inverse_layer_idx', 'reorder_and_upcast_attn'],
      missing: null,
      accepted: [null, false],
      computes: 'attention with false',
    },
  ],
};
