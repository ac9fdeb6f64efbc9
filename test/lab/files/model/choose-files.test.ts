import { describe, expect, test } from 'vitest';
import { neededOf } from '../../../../src/lab/files/model/choose-files.ts';
import { LIMITS } from '../../../../src/lab/files/limits.ts';
import { readFiles, type Imported } from '../../../../src/lab/files/read-files.ts';
import type { Refusal } from '../../../../src/laws/refusal.ts';
import { randomModel, SHAPES } from '../../../harness/transformers/random-models.ts';

const [shape] = SHAPES;
if (shape === undefined) throw new Error('no shape');
const { files } = randomModel(shape);
const WEIGHTS = files.safetensors;
const CONFIG = files.config;

type Content = string | Uint8Array<ArrayBuffer>;

const bytesOf = (content: Content): Uint8Array<ArrayBuffer> =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

function imported(given: Record<string, Content> | [string, Content][]): Imported | Refusal {
  const entries = Array.isArray(given) ? given : Object.entries(given);
  return readFiles(entries.map(([name, content]) => ({ name, bytes: bytesOf(content) })));
}

const refusal = (given: Record<string, Content> | [string, Content][]): string => {
  const read = imported(given);
  return 'refused' in read ? read.refused : '';
};

/** What else a folder of a model has. */
const BESIDE = {
  'README.md': '# A model',
  '.gitattributes': '*.safetensors filter=lfs',
  'generation_config.json': '{"_from_model_config":true,"transformers_version":"5.3.0"}',
  'merges.txt': '#version: 0.2',
  'pytorch_model.bin': Uint8Array.of(0x50, 0x4b, 3, 4),
  'special_tokens_map.json': '{}',
  'tokenizer.json': '{"model":{"type":"BPE"}}',
  'tokenizer_config.json': '{"tokenizer_class":"GPT2Tokenizer","model_type":"gpt2"}',
  'training_args.bin': Uint8Array.of(0x80),
  'vocab.json': '{"a":0}',
};

test('a folder of a model can be given whole: two files are read, and the others are named', () => {
  const read = imported({ ...BESIDE, 'config.json': CONFIG, 'model.safetensors': WEIGHTS });
  expect(read).toMatchObject({ kind: 'model', shape, left: Object.keys(BESIDE) });
});

test('files that a browser numbered are read', () => {
  const read = imported({ 'config (1).json': CONFIG, 'model (1).safetensors': WEIGHTS });
  expect(read).toMatchObject({ kind: 'model', shape, left: [] });
});

test('weights that have a single part, and a list of parts beside the whole, are read', () => {
  expect(imported({ 'model-00001-of-00001.safetensors': WEIGHTS, 'config.json': CONFIG })).toMatchObject({
    kind: 'model',
    left: [],
  });
  const both = { 'model.safetensors': WEIGHTS, 'model.safetensors.index.json': '{}', 'config.json': CONFIG };
  expect(imported(both)).toMatchObject({ kind: 'model', left: ['model.safetensors.index.json'] });
});

describe('weights that are not read are refused by the name of their file, with what to do', () => {
  const SHARDS = /^(\S+) belongs to a model whose weights are split over several files \(sharded\)/;
  test.each<[string, RegExp]>([
    ['model.safetensors.index.json', SHARDS],
    ['model-00001-of-00002.safetensors', SHARDS],
    [
      'ckpt.pt',
      /^(\S+) is one of PyTorch's own files, which can hold code and are not read\. Load it in Python/,
    ],
    ['pytorch_model.bin', /^(\S+) is one of PyTorch's own files/],
    ['pytorch_model.bin.index.json', /^(\S+) is one of PyTorch's own files/],
    ['model.PTH', /^(\S+) is one of PyTorch's own files/],
    ['last.ckpt', /^(\S+) is one of PyTorch's own files/],
    ['model-q4.gguf', /^(\S+) is a file of llama\.cpp/],
    ['tf_model.h5', /^(\S+) is a file of TensorFlow/],
    ['flax_model.msgpack', /^(\S+) is a file of Flax/],
    ['model.onnx', /^(\S+) is a file of ONNX/],
    ['weights.npz', /^(\S+) is a file of NumPy/],
    ['model.zip', /^(\S+) is an archive\. Unpack it first/],
    ['adapter_model.safetensors', /^(\S+) belongs to an adapter \(LoRA\)/],
  ])('%s', (name, expected) => {
    for (const beside of [{}, { 'config.json': CONFIG }]) {
      const said = refusal({ ...beside, [name]: Uint8Array.of(1, 2, 3) });
      expect(expected.exec(said)?.[1]).toBe(name);
      expect(said.endsWith('.')).toBe(true);
    }
  });

  test('an adapter beside the whole model', () => {
    const given = { 'config.json': CONFIG, 'model.safetensors': WEIGHTS, 'adapter_config.json': '{}' };
    expect(refusal(given)).toMatch(/^adapter_config\.json belongs to an adapter/);
  });
});

describe('half a model, and two models, are refused', () => {
  test.each<[string, [string, Content][], string]>([
    [
      'a configuration alone',
      [['config.json', CONFIG]],
      'config.json describes a model; give it together with the weights, model.safetensors.',
    ],
    [
      'a configuration under another name alone',
      [['gpt.json', CONFIG]],
      'gpt.json describes a model; give it together with the weights, model.safetensors.',
    ],
    [
      'weights alone',
      [['w.safetensors', WEIGHTS]],
      'a model comes as two files, model.safetensors and config.json; given: w.safetensors.',
    ],
    [
      'weights with a tokenizer',
      [
        ['model.safetensors', WEIGHTS],
        ['tokenizer.json', BESIDE['tokenizer.json']],
      ],
      'a model comes as two files, model.safetensors and config.json; given: model.safetensors and tokenizer.json.',
    ],
    [
      'two configurations',
      [
        ['model.safetensors', WEIGHTS],
        ['config.json', CONFIG],
        ['config (1).json', CONFIG],
      ],
      'a model has one configuration; given: config.json and config (1).json. Give the one of model.safetensors.',
    ],
    [
      'two configurations of the same name',
      [
        ['model.safetensors', WEIGHTS],
        ['config.json', CONFIG],
        ['config.json', '{}'],
      ],
      'a model has one configuration; given: config.json and config.json. Give the one of model.safetensors.',
    ],
    [
      'two files of weights',
      [
        ['a.safetensors', WEIGHTS],
        ['b.safetensors', WEIGHTS],
        ['config.json', CONFIG],
      ],
      'a model has one file of weights; given: a.safetensors and b.safetensors. Give one of them.',
    ],
  ])('%s', (_, given, expected) => {
    expect(refusal(given)).toBe(expected);
  });
});

test('a refusal names the files as they were given', () => {
  expect(refusal({ 'a.json': CONFIG.replace('gelu_new', 'relu'), 'b.safetensors': WEIGHTS })).toMatch(
    /^a\.json: activation_function is "relu"; /,
  );
  expect(refusal({ 'a.json': CONFIG, 'b.safetensors': WEIGHTS.slice(0, -4) })).toMatch(
    /^the tensors of b\.safetensors fill \d+ bytes, not \d+\.$/,
  );
  expect(refusal({ 'config.json': '{"model_type":', 'b.safetensors': WEIGHTS })).toMatch(
    /^config\.json is not JSON: /,
  );
});

test('only the bytes that reading a model needs are loaded', () => {
  const given = Object.keys({ ...BESIDE, 'config.json': '', 'model.safetensors': '' }).map((name) => ({
    name,
    size: name === 'tokenizer.json' ? LIMITS.configBytes + 1 : 10,
  }));
  expect(neededOf(given).map(({ name }) => name)).toEqual([
    'generation_config.json',
    'special_tokens_map.json',
    'tokenizer_config.json',
    'vocab.json',
    'config.json',
    'model.safetensors',
  ]);
  const results = [{ name: 'r.csv', size: 1e9 }];
  expect(neededOf(results)).toEqual(results);
});
