import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelParameters } from '../../../../src/engine/training/model-files.ts';
import type { TransformerShape, StoredTensor } from '../../../../src/engine/trainer.ts';
import { readModel } from '../../../../src/lab/files/hugging-face-file.ts';
import { readFiles } from '../../../../src/lab/files/read-files.ts';
import { randomModel, SHAPES } from '../../../harness/transformers/random-models.ts';
import { safetensorsOf, type Part } from '../../../harness/transformers/safetensors-of.ts';

const PREFIX = { learned: 'transformer.', rotary: 'gpt_neox.' };
const HEAD = { learned: 'lm_head.weight', rotary: 'embed_out.weight' };
const TABLE = { learned: 'transformer.wte.weight', rotary: 'gpt_neox.embed_in.weight' };

function modelOf(shape: TransformerShape): { tensors: StoredTensor[]; parameters: Float32Array } {
  const { files } = randomModel(shape);
  const { tensors } = readModel(files.safetensors, files.config);
  return { tensors: [...tensors], parameters: modelParameters(shape, tensors) };
}

const renamed = (tensors: readonly StoredTensor[], name: (old: string) => string): StoredTensor[] =>
  tensors.map((tensor) => ({ ...tensor, name: name(tensor.name) }));

describe.each(SHAPES)('$positions positions, tied head $tiedHead', (shape) => {
  const { tensors, parameters } = modelOf(shape);
  const prefix = PREFIX[shape.positions];

  test('names may lack their prefix, all or some', () => {
    const bare = renamed(tensors, (name) => name.replace(prefix, ''));
    expect(bare.some(({ name }, i) => name !== tensors[i]?.name)).toBe(true);
    expect(modelParameters(shape, bare)).toEqual(parameters);
    const some = tensors.map((tensor, i) => (i % 2 === 0 ? tensor : (bare[i] ?? tensor)));
    expect(modelParameters(shape, some)).toEqual(parameters);
  });

  test('a tensor with and without its prefix is refused', () => {
    const [first] = tensors;
    const bare = { ...first, name: first.name.replace(prefix, '') };
    expect(() => modelParameters(shape, [...tensors, bare])).toThrow(
      `the tensors ${first.name} and ${bare.name} are the same part of the model`,
    );
  });
});

describe.each(SHAPES.filter(({ tiedHead }) => tiedHead))('a tied head, $positions positions', (shape) => {
  const { tensors, parameters } = modelOf(shape);
  const [tableName, headName] = [TABLE[shape.positions], HEAD[shape.positions]];
  const table = tensors.find(({ name }) => name === tableName)!;
  const others = tensors.filter(({ name }) => name !== tableName);
  const head = { ...table, name: headName };

  test('may stand under its own name alone', () => {
    expect(modelParameters(shape, [...others, head])).toEqual(parameters);
  });

  test('may stand under both names with equal numbers', () => {
    expect(modelParameters(shape, [head, ...tensors])).toEqual(parameters);
    expect(modelParameters(shape, [...tensors, head])).toEqual(parameters);
  });

  test('is refused if the numbers differ, in the last one too', () => {
    const data = table.data.slice();
    data[data.length - 1] = 7;
    expect(() => modelParameters(shape, [...tensors, { ...head, data }])).toThrow(
      `tie_word_embeddings is true, but ${headName} and ${tableName} differ: number ${data.length - 1} is 7 and `,
    );
    const short = { ...head, shape: [1, table.data.length] };
    expect(() => modelParameters(shape, [...tensors, short])).toThrow(
      `tie_word_embeddings is true, but ${headName} and ${tableName} differ: [1, `,
    );
  });

  test('is missing if neither name is there', () => {
    expect(() => modelParameters(shape, others)).toThrow(`the model lacks the tensor ${tableName}`);
  });
});

test('a head of its own has the name of version 4 or of version 5', () => {
  const shape = SHAPES.find(({ positions, tiedHead }) => positions === 'rotary' && !tiedHead)!;
  const { tensors, parameters } = modelOf(shape);
  const five = renamed(tensors, (name) => (name === 'embed_out.weight' ? 'lm_head.weight' : name));
  expect(modelParameters(shape, five)).toEqual(parameters);
  const both = [...tensors, five.find(({ name }) => name === 'lm_head.weight')!];
  expect(() => modelParameters(shape, both)).toThrow(
    'the tensors embed_out.weight and lm_head.weight are the same part of the model',
  );
});

test('an untied model without its head lacks a tensor', () => {
  const shape = SHAPES.find(({ tiedHead }) => !tiedHead)!;
  const { tensors } = modelOf(shape);
  expect(() =>
    modelParameters(
      shape,
      tensors.filter(({ name }) => name !== 'lm_head.weight'),
    ),
  ).toThrow('the model lacks the tensor lm_head.weight');
});

describe('the cases of people, with weights of their shapes in each type of numbers', () => {
  test.each(
    ['gpt2', 'gpt-neox', 'gpt-neox-transformers-5'].flatMap((name) =>
      ['F32', 'F16', 'BF16'].map((type) => [name, type]),
    ),
  )('%s in %s is read', (name, type) => {
    const config = readFileSync(`test/fixtures/cases/models/${name}.config.json`);
    const read = readFiles([
      { name: 'config.json', bytes: new Uint8Array(config) },
      { name: 'model.safetensors', bytes: safetensorsOf(partsOf(name, type)) },
    ]);
    if ('refused' in read || read.kind !== 'model') throw new Error(JSON.stringify(read));
    const parameters = modelParameters(read.shape, read.tensors);
    expect(new Set(parameters)).toEqual(new Set([0, 0.5]));
  });
});

/** Weights of 0.5 for a model of width 16, with one layer, masks and a tied head under both names. */
function partsOf(model: string, type: string): Part[] {
  const [width, inner, vocabulary, context] = [16, 64, 86, 32];
  const linear = (name: string, inputs: number, outputs: number): [string, number[]][] => [
    [`${name}.weight`, model === 'gpt2' ? [inputs, outputs] : [outputs, inputs]],
    [`${name}.bias`, [outputs]],
  ];
  const norm = (name: string): [string, number[]][] => [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
  const listed: [string, number[]][] =
    model === 'gpt2'
      ? [
          ['wte.weight', [vocabulary, width]],
          ['lm_head.weight', [vocabulary, width]],
          ['wpe.weight', [context, width]],
          ...norm('h.0.ln_1'),
          ...linear('h.0.attn.c_attn', width, 3 * width),
          ...linear('h.0.attn.c_proj', width, width),
          ...norm('h.0.ln_2'),
          ...linear('h.0.mlp.c_fc', width, inner),
          ...linear('h.0.mlp.c_proj', inner, width),
          ...norm('ln_f'),
          ['h.0.attn.bias', [1, 1, context, context]],
          ['h.0.attn.masked_bias', []],
        ]
      : [
          ['gpt_neox.embed_in.weight', [vocabulary, width]],
          ['embed_out.weight', [vocabulary, width]],
          ...norm('gpt_neox.layers.0.input_layernorm'),
          ...norm('gpt_neox.layers.0.post_attention_layernorm'),
          ...linear('gpt_neox.layers.0.attention.query_key_value', width, 3 * width),
          ...linear('gpt_neox.layers.0.attention.dense', width, width),
          ...linear('gpt_neox.layers.0.mlp.dense_h_to_4h', width, inner),
          ...linear('gpt_neox.layers.0.mlp.dense_4h_to_h', inner, width),
          ...norm('gpt_neox.final_layer_norm'),
          ['gpt_neox.layers.0.attention.rotary_emb.inv_freq', [4]],
        ];
  return listed.map(([name, shape]) => {
    const count = shape.reduce((product, side) => product * side, 1);
    return [name, type, shape, HALF[type]?.(count) ?? new Uint8Array()];
  });
}

/** The bytes of the number 0.5, again and again. */
const HALF: Record<string, (count: number) => Uint8Array> = {
  F32: (count) => new Uint8Array(new Float32Array(count).fill(0.5).buffer),
  F16: (count) => new Uint8Array(new Uint16Array(count).fill(0x3800).buffer),
  BF16: (count) => new Uint8Array(new Uint16Array(count).fill(0x3f00).buffer),
};
