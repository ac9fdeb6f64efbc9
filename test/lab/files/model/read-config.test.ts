import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ARCHITECTURES, readConfig } from '../../../../src/lab/files/model/read-config.ts';
import type { Plain } from '../../../../src/lab/files/model/architecture.ts';
import { configOf } from '../../../../src/engine/transformer/hugging-face-config.ts';

const CASES = 'test/fixtures/cases/models';
const RECORDED = 'test/fixtures/transformers';

type Json = Record<string, unknown>;

const GPT2: Json = {
  model_type: 'gpt2',
  vocab_size: 86,
  n_positions: 32,
  n_embd: 16,
  n_layer: 1,
  n_head: 2,
};
const NEOX: Json = {
  model_type: 'gpt_neox',
  vocab_size: 86,
  max_position_embeddings: 32,
  hidden_size: 16,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 64,
  hidden_act: 'gelu_new',
  rotary_pct: 1,
  use_parallel_residual: false,
};
const BASE: Record<string, Json> = { gpt2: GPT2, gpt_neox: NEOX };

const read = (config: Json) => readConfig(JSON.stringify(config), 'config.json');

function refusal(config: Json): string {
  try {
    read(config);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const caseOf = (name: string): Json =>
  JSON.parse(readFileSync(`${CASES}/${name}.config.json`, 'utf8')) as Json;

describe('a config.json that people have', () => {
  const shape = {
    kind: 'transformer',
    vocabulary: 86,
    context: 32,
    width: 16,
    layers: 1,
    heads: 2,
    feedForward: 64,
  };
  test.each([
    ['gpt2', { ...shape, positions: 'learned', tiedHead: true }],
    ['gpt-neox', { ...shape, positions: 'rotary', tiedHead: false }],
    ['gpt-neox-transformers-5', { ...shape, positions: 'rotary', tiedHead: false }],
  ])('is read: %s', (name, expected) => {
    expect(read(caseOf(name))).toEqual(expected);
  });

  test.each([
    [
      'gpt2-scaled-by-layer',
      'config.json: scale_attn_by_inverse_layer_idx is true; this engine computes attention with false.',
    ],
    [
      'gpt-neox-rope-scaling',
      'config.json: rope_scaling.type is "linear"; this engine computes rotary positions without scaling, "default".',
    ],
  ])('is refused by key and value: %s', (name, expected) => {
    expect(refusal(caseOf(name))).toBe(expected);
  });
});

describe('a value with which other numbers are computed is refused by key and value', () => {
  const linear = { rope_type: 'linear', factor: 2 };
  const layered = { full_attention: { rope_theta: 10_000, rope_type: 'default' } };
  test.each<[string, Json, string]>([
    ['gpt2', { scale_attn_weights: false }, 'scale_attn_weights is false'],
    ['gpt2', { scale_attn_by_inverse_layer_idx: true }, 'scale_attn_by_inverse_layer_idx is true'],
    ['gpt2', { reorder_and_upcast_attn: true }, 'reorder_and_upcast_attn is true'],
    ['gpt2', { add_cross_attention: true }, 'add_cross_attention is true'],
    ['gpt2', { is_encoder_decoder: true }, 'is_encoder_decoder is true'],
    ['gpt2', { activation_function: 'gelu' }, 'activation_function is "gelu"'],
    ['gpt2', { activation_function: 'relu' }, 'activation_function is "relu"'],
    ['gpt2', { hidden_act: 'gelu' }, 'hidden_act is "gelu"'],
    ['gpt2', { layer_norm_epsilon: 1e-6 }, 'layer_norm_epsilon is 0.000001'],
    ['gpt2', { layer_norm_epsilon: null }, 'layer_norm_epsilon is null'],
    ['gpt2', { pruned_heads: { 0: [1] } }, 'pruned_heads is {"0":[1]}'],
    ['gpt2', { quantization_config: { bits: 4 } }, 'quantization_config is {"bits":4}'],
    ['gpt2', { per_layer_config: { 0: { n_head: 1 } } }, 'per_layer_config is {"0":{"n_head":1}}'],
    ['gpt2', { auto_map: { AutoModel: 'mine.Model' } }, 'auto_map is {"AutoModel":"mine.Model"}'],
    ['gpt2', { architectures: ['GPT2DoubleHeadsModel'] }, 'architectures is ["GPT2DoubleHeadsModel"]'],
    ['gpt2', { architectures: ['GPT2ForSequenceClassification'] }, 'architectures is ["GPT2ForSeq'],
    ['gpt2', { architectures: ['GPTNeoXForCausalLM'] }, 'architectures is ["GPTNeoXForCausalLM"]'],
    ['gpt2', { tie_word_embeddings: null }, 'tie_word_embeddings is null'],
    ['gpt2', { rope_scaling: linear }, 'rope_scaling is {"rope_type":"linear","factor":2}'],
    ['gpt2', { position_embedding_type: 'relative_key' }, 'position_embedding_type is "relative_key"'],
    ['gpt2', { sliding_window: 8 }, 'sliding_window is 8'],
    ['gpt2', { is_causal: false }, 'is_causal is false'],
    ['gpt2', { num_key_value_heads: 1 }, 'num_key_value_heads is 1'],
    ['gpt2', { n_head: 0 }, 'n_head is 0'],
    ['gpt2', { n_embd: 16.5 }, 'n_embd is 16.5'],
    ['gpt2', { n_layer: null }, 'n_layer is null'],
    ['gpt2', { n_layer: '1' }, 'n_layer is "1"'],
    ['gpt2', { vocab_size: 50_257 }, 'vocab_size is 50257'],
    ['gpt_neox', { rope_scaling: linear }, 'rope_scaling.rope_type is "linear"'],
    ['gpt_neox', { rope_scaling: { type: 'dynamic', factor: 2 } }, 'rope_scaling.type is "dynamic"'],
    ['gpt_neox', { rope_scaling: 'linear' }, 'rope_scaling is "linear"'],
    ['gpt_neox', { rope_parameters: { rope_type: 'yarn' } }, 'rope_parameters.rope_type is "yarn"'],
    ['gpt_neox', { rope_parameters: { rope_theta: 1e6 } }, 'rope_parameters.rope_theta is 1000000'],
    [
      'gpt_neox',
      { rope_parameters: { partial_rotary_factor: 0.5 } },
      'rope_parameters.partial_rotary_factor is 0.5',
    ],
    ['gpt_neox', { rope_parameters: layered }, 'rope_parameters.full_attention is {"rope_theta":10000'],
    ['gpt_neox', { rotary_emb_base: 25_000 }, 'rotary_emb_base is 25000'],
    ['gpt_neox', { rope_theta: 500_000 }, 'rope_theta is 500000'],
    ['gpt_neox', { rotary_pct: 0.25 }, 'rotary_pct is 0.25'],
    ['gpt_neox', { partial_rotary_factor: 0.25 }, 'partial_rotary_factor is 0.25'],
    ['gpt_neox', { use_parallel_residual: true }, 'use_parallel_residual is true'],
    ['gpt_neox', { hidden_act: 'gelu' }, 'hidden_act is "gelu"'],
    ['gpt_neox', { hidden_act: 'quick_gelu' }, 'hidden_act is "quick_gelu"'],
    ['gpt_neox', { layer_norm_eps: 1e-12 }, 'layer_norm_eps is 1e-12'],
    ['gpt_neox', { attention_bias: false }, 'attention_bias is false'],
    ['gpt_neox', { architectures: ['GPTNeoXForTokenClassification'] }, 'architectures is ["GPTNeoXForTok'],
    ['gpt_neox', { head_dim: 4 }, 'head_dim is 4'],
  ])('%s with %j', (type, change, said) => {
    const words = refusal({ ...BASE[type], ...change });
    expect(words.startsWith(`config.json: ${said}`)).toBe(true);
    expect(words).toMatch(/; this engine computes .+\.$/);
  });
});

describe('a missing key has the value that transformers takes', () => {
  test.each<[string, string, string]>([
    ['gpt_neox', 'rotary_pct', 'rotary_pct is missing, and transformers then takes 0.25;'],
    [
      'gpt_neox',
      'use_parallel_residual',
      'use_parallel_residual is missing, and transformers then takes true;',
    ],
    ['gpt_neox', 'hidden_act', 'hidden_act is missing, and transformers then takes "gelu";'],
    ['gpt_neox', 'vocab_size', 'vocab_size is missing, and transformers then takes 50432;'],
    ['gpt2', 'vocab_size', 'vocab_size is missing, and transformers then takes 50257;'],
  ])('%s without %s is refused', (type, key, said) => {
    const { [key]: _, ...config } = BASE[type] ?? {};
    expect(refusal(config)).toContain(`config.json: ${said} this engine computes `);
  });

  test('GPT-2 without n_inner and n_layer has four times the width and 12 layers', () => {
    const { n_layer: _, ...config } = GPT2;
    expect(read(config)).toMatchObject({ feedForward: 64, layers: 12, tiedHead: true });
    expect(read({ ...GPT2, n_inner: null })).toMatchObject({ feedForward: 64 });
    expect(read({ ...GPT2, n_inner: 24 })).toMatchObject({ feedForward: 24 });
  });
});

describe('what cannot change the numbers is ignored', () => {
  test.each<[string, Json]>([
    ['gpt2', { attn_pdrop: 0.1, resid_pdrop: 0.5, torch_dtype: 'float16', dtype: 'bfloat16' }],
    ['gpt2', { summary_type: 'cls_index', summary_use_proj: true, task_specific_params: { x: { y: 1 } } }],
    ['gpt2', { n_ctx: 32, my_note: 'trained at home', use_cache: false, is_decoder: true }],
    ['gpt2', { pruned_heads: {}, quantization_config: null, architectures: null, sliding_window: null }],
    ['gpt2', { architectures: ['GPT2Model'], layer_norm_epsilon: Math.fround(1e-5) }],
    ['gpt2', { hidden_size: 16, num_attention_heads: 2, num_hidden_layers: 1, max_position_embeddings: 32 }],
    ['gpt_neox', { rope_scaling: null, classifier_dropout: 0.1, eos_token_id: [1, 2] }],
    ['gpt_neox', { rope_scaling: { type: 'default' }, rope_theta: 10_000.0, partial_rotary_factor: 1 }],
    ['gpt_neox', { rope_parameters: {}, head_dim: 8, num_key_value_heads: 2 }],
  ])('%s with %j', (type, change) => {
    expect(read({ ...BASE[type], ...change })).toEqual(read(BASE[type] ?? {}));
  });

  test.each([undefined, 100])(
    'a model whose rotary positions have the base %s comes back as it went out',
    (base) => {
      const shape = {
        kind: 'transformer',
        vocabulary: 43,
        context: 128,
        width: 16,
        layers: 2,
        heads: 2,
        feedForward: 64,
        positions: 'rotary',
        ...(base !== undefined && { rotaryBase: base }),
        tiedHead: false,
      } as const;
      expect(read(configOf(shape))).toEqual(shape);
    },
  );

  test('two bases that differ are refused', () => {
    expect(refusal({ ...NEOX, rotary_emb_base: 100, rope_theta: 10_000 })).toBe(
      'config.json: rotary_emb_base is 100 and rope_theta is 10000; they must be equal.',
    );
  });

  test('GPT-2 under the general names of its sizes is the same model', () => {
    const general = {
      model_type: 'gpt2',
      vocab_size: 86,
      max_position_embeddings: 32,
      hidden_size: 16,
      num_hidden_layers: 1,
      num_attention_heads: 2,
    };
    expect(read(general)).toEqual(read(GPT2));
    expect(refusal({ ...GPT2, hidden_size: 32 })).toBe(
      'config.json: n_embd is 16 and hidden_size is 32; they must be equal.',
    );
  });
});

describe.each(readdirSync(RECORDED).filter((name) => name.startsWith('version')))(
  'transformers %s',
  (version) => {
    const facts = JSON.parse(readFileSync(`${RECORDED}/${version}/facts.json`, 'utf8')) as {
      defaults: Record<string, Json>;
      gapToTanhGelu: Record<string, number | null>;
      changingKeys: Record<string, { changed: string[]; failed: string[] }>;
    };

    test.each(Object.keys(ARCHITECTURES))('has the defaults of the list: %s', (type) => {
      const defaults = facts.defaults[type] ?? {};
      const { checked, sizes, tied } = ARCHITECTURES[type] ?? {};
      const wanted: [readonly string[], Plain][] = [
        ...(checked ?? []).map(({ places, missing }): [readonly string[], Plain] => [places, missing]),
        ...Object.values(sizes ?? {}).map(({ names, missing }): [readonly string[], Plain] => [
          names,
          missing,
        ]),
        [['tie_word_embeddings'], tied ?? null],
      ];
      let found = 0;
      for (const [places, missing] of wanted) {
        for (const place of places) {
          const value = at(defaults, place);
          if (value === undefined) continue;
          found += 1;
          expect([place, isEmpty(value) ? null : value]).toEqual([place, missing]);
        }
      }
      expect(found).toBeGreaterThan(13);
    });

    test.each(Object.keys(ARCHITECTURES))(
      'computes other logits only by keys that are checked: %s',
      (type) => {
        const { changed, failed } = facts.changingKeys[type];
        const { checked, sizes, headSize } = ARCHITECTURES[type];
        const known = new Set([
          ...checked.flatMap(({ places }) => places.map((place) => place.replace(/\..*/, ''))),
          ...Object.values(sizes).flatMap(({ names }) => names),
          ...headSize,
          'tie_word_embeddings',
        ]);
        // These fail for what the call returns and for a token that is no whole number.
        const calls = ['return_dict', 'torchscript', 'num_return_sequences', 'bos_token_id'];
        const found = [...changed, ...failed.filter((key) => !calls.includes(key))];
        expect(found.filter((key) => !known.has(key))).toEqual([]);
        expect(found.length).toBeGreaterThan(10);
      },
    );

    test('has exactly these names for GELU in its tanh form', () => {
      const names = Object.entries(facts.gapToTanhGelu).flatMap(([name, gap]) =>
        gap !== null && gap < 1e-9 ? [name] : [],
      );
      const accepted = ARCHITECTURES['gpt2']?.checked.find(
        ({ places }) => places[0] === 'activation_function',
      );
      expect(new Set(accepted?.accepted)).toEqual(new Set(names));
    });
  },
);

function at(config: Json, place: string): unknown {
  return place.split('.').reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], config);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
