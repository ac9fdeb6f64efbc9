import { describe, expect, test } from 'vitest';
import { packSizes } from '../../src/engine/gpu/sizes.ts';
import { crossEntropyShader } from '../../src/engine/ops/cross-entropy.ts';
import { layernormShader } from '../../src/engine/ops/layernorm.ts';
import { stepShader } from '../../src/engine/ops/step.ts';

const SIZES = { rows: 5, lanes: 4, vocabulary: 3, context: 2, ring: 1 };

describe('packSizes', () => {
  test('packs sizes in the order of the shader, from any order, in multiples of 16 bytes', () => {
    const packed = packSizes(crossEntropyShader, Object.fromEntries(Object.entries(SIZES).toReversed()));
    expect([...new Uint32Array(packed)]).toEqual([5, 4, 3, 2, 1, 0, 0, 0]);
  });

  test('packs each size in the type that the shader gives it', () => {
    const sizes = { rows: 1, width: 2, parameter_stride: 3, bias_offset: 4, epsilon: 0.5 };
    const packed = packSizes(layernormShader, sizes);
    expect([...new Uint32Array(packed, 0, 4)]).toEqual([1, 2, 3, 4]);
    expect(new Float32Array(packed)[4]).toBe(0.5);
  });

  test('makes a uniform of 16 bytes for a shader without sizes', () => {
    expect(packSizes(stepShader, {}).byteLength).toBe(16);
  });

  test('refuses a size that the shader does not have', () => {
    expect(() => packSizes(crossEntropyShader, { ...SIZES, width: 6 })).toThrow(
      'cross-entropy.wgsl has no size named width',
    );
  });

  test('refuses a missing size of the shader', () => {
    const { ring: _, ...others } = SIZES;
    expect(() => packSizes(crossEntropyShader, others)).toThrow('cross-entropy.wgsl needs the size ring');
  });
});
