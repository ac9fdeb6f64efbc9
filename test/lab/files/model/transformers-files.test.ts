import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareTheirs, modelIn } from '../../../harness/transformers/exchange-folder.ts';
import { BOTH, filesOf, randomModel, SHAPES } from '../../../harness/transformers/random-models.ts';
import { readModel } from '../../../../src/lab/files/hugging-face-file.ts';
import { modelParameters } from '../../../../src/engine/training/model-files.ts';
import { ARCHITECTURES } from '../../../../src/lab/files/model/read-config.ts';

const RECORDED = 'test/fixtures/transformers';
const VERSIONS = readdirSync(RECORDED).filter((name) => existsSync(join(RECORDED, name, 'facts.json')));

test('models of versions 4 and 5 of transformers are recorded', () => {
  expect(VERSIONS).toEqual(['version-4', 'version-5']);
});

describe.each(VERSIONS)('transformers %s', (version) => {
  test('computes from each model that it wrote the logits that Loglog computes', () => {
    const compared = compareTheirs(join(RECORDED, version));
    expect(compared.map(({ model }) => model)).toEqual([
      'gpt2-float32',
      'gpt2-untied-bfloat16',
      'neox-float32',
      'neox-tied-float16',
    ]);
    for (const { model, error, largest } of compared) {
      expect(largest, model).toBeGreaterThan(1);
      expect(error, model).toBeLessThan(1e-6 * largest);
    }
  });

  test('wrote the shapes that are read', () => {
    const shapeOf = (model: string) => modelIn(join(RECORDED, version, model)).shape;
    expect(shapeOf('gpt2-float32')).toMatchObject({ positions: 'learned', tiedHead: true, feedForward: 12 });
    expect(shapeOf('gpt2-untied-bfloat16')).toMatchObject({ positions: 'learned', tiedHead: false });
    expect(shapeOf('neox-float32')).toMatchObject({ positions: 'rotary', tiedHead: false });
    expect(shapeOf('neox-tied-float16')).toMatchObject({ positions: 'rotary', tiedHead: true });
  });
});

describe.each(SHAPES)('$positions positions, tied head $tiedHead', (shape) => {
  const { files } = randomModel(shape);
  const config = JSON.parse(files.config) as Record<string, unknown>;

  test('what goes out comes back bit by bit', () => {
    const { shape: read, tensors } = readModel(files.safetensors, files.config);
    expect(read).toEqual(shape);
    expect(filesOf(shape, modelParameters(read, tensors))).toEqual(files);
  });

  test('every key that changes the numbers is stated', () => {
    const { checked, sizes } = ARCHITECTURES[String(config['model_type'])] ?? {};
    const sizeNames = Object.values(sizes ?? {}).map(({ names }) => names[0] ?? '');
    for (const name of [...sizeNames, 'tie_word_embeddings', 'torch_dtype', 'dtype']) {
      expect([name, config[name]]).not.toEqual([name, undefined]);
    }
    // A missing key of these has the only value that counts, in every version.
    const without = ['is_decoder', 'pruned_heads', 'quantization_config', 'per_layer_config', 'auto_map'];
    for (const { places } of checked ?? []) {
      if (without.includes(places[0] ?? '')) continue;
      const stated = places.filter((place) => place.split('.').reduce(into, config) !== undefined);
      expect([places, stated.length > 0]).toEqual([places, true]);
    }
  });
});

describe.each(BOTH)('learned beside rotary positions, tied head $tiedHead', (shape) => {
  const { files } = randomModel(shape);

  test('what goes out comes back bit by bit', () => {
    const { shape: read, tensors } = readModel(files.safetensors, files.config);
    expect(read).toEqual(shape);
    expect(filesOf(shape, modelParameters(read, tensors))).toEqual(files);
  });

  test('the type of the model is none of transformers, so that no program computes other numbers from it', () => {
    const config = JSON.parse(files.config) as Record<string, unknown>;
    expect(config).toMatchObject({ model_type: 'loglog-transformer' });
    expect(config).not.toHaveProperty('architectures');
    expect(ARCHITECTURES).not.toHaveProperty('loglog-transformer');
  });

  test('read as GPT-NeoX, the table of positions is refused by its name', () => {
    const { tensors } = readModel(files.safetensors, files.config);
    expect(() => modelParameters({ ...shape, positions: 'rotary' }, tensors)).toThrow(
      'gpt_neox.embed_positions.weight',
    );
  });
});

test('versions 4 and 5 both find the rotary positions', () => {
  for (const shape of SHAPES.filter(({ positions }) => positions === 'rotary')) {
    expect(JSON.parse(randomModel(shape).files.config)).toMatchObject({
      rotary_pct: 1,
      rotary_emb_base: 10_000,
      rope_parameters: { rope_type: 'default', rope_theta: 10_000, partial_rotary_factor: 1 },
    });
  }
});

function into(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[key];
}
