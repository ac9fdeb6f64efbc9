import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTensors } from '../../../../src/lab/files/model/read-tensors.ts';
import { safetensorsOf, type Part } from '../../../harness/transformers/safetensors-of.ts';

const PATTERNS = 2 ** 16;

const read = (...parts: Part[]) => readTensors(safetensorsOf(parts));

function refusal(...parts: Part[]): string {
  try {
    read(...parts);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const halves = (...bits: number[]): Uint8Array => new Uint8Array(Uint16Array.from(bits).buffer);
const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const float = (name: string, ...values: number[]): Part => [name, 'F32', [values.length], floats(...values)];

/** The bits of the float32 with the value of a half, put together from its fields. */
const BITS: Record<string, (half: number) => number> = {
  BF16: (half) => half * PATTERNS,
  F16: (half) => {
    const sign = Math.floor(half / 0x8000) * 2 ** 31;
    const field = Math.floor(half / 0x400) % 0x20;
    const mantissa = half % 0x400;
    if (field === 0x1f) return sign + 0xff * 2 ** 23 + mantissa * 2 ** 13;
    if (field > 0) return sign + (field - 15 + 127) * 2 ** 23 + mantissa * 2 ** 13;
    if (mantissa === 0) return sign;
    // A number below 2^-14 has its first bit at some place of the mantissa.
    const place = 31 - Math.clz32(mantissa);
    return sign + (place - 24 + 127) * 2 ** 23 + (mantissa - 2 ** place) * 2 ** (23 - place);
  },
};
const isFinitePattern = (bits: number): boolean => Math.floor(bits / 2 ** 23) % 0x100 !== 0xff;

describe.each(Object.entries(BITS))('%s', (type, bitsOf) => {
  const all = Array.from({ length: PATTERNS }, (_, half) => half);
  const finite = all.filter((half) => isFinitePattern(bitsOf(half)));

  test('widens each of its finite patterns to the float32 of the same value, bit by bit', () => {
    const [tensor] = read(['w', type, [finite.length], halves(...finite)]);
    const bits = new Uint32Array(tensor?.data.buffer ?? new ArrayBuffer());
    expect(bits).toEqual(Uint32Array.from(finite, bitsOf));
  });

  test.each([4, 5])('widens as PyTorch does, recorded with transformers %i', (version) => {
    const facts = JSON.parse(
      readFileSync(`test/fixtures/transformers/version-${version}/facts.json`, 'utf8'),
    ) as { widened: Record<string, { finite: number; sha256: string }> };
    const [tensor] = read(['w', type, [finite.length], halves(...finite)]);
    const hash = createHash('sha256').update(new Uint8Array(tensor?.data.buffer ?? new ArrayBuffer()));
    expect({ finite: finite.length, sha256: hash.digest('hex') }).toEqual(facts.widened[type]);
  });

  test('refuses each pattern that is infinite or no number', () => {
    const wild = all.filter((half) => !isFinitePattern(bitsOf(half)));
    expect(wild.length + finite.length).toBe(PATTERNS);
    for (const half of wild) {
      expect(refusal(['w', type, [2], halves(0, half)])).toMatch(
        /^the tensor w holds a value that is not finite: (NaN|-?Infinity)\.$/,
      );
    }
  });
});

test('tensors of different types stand in one file, in any order of the header and at odd places', () => {
  const file = safetensorsOf(
    [
      ['mask', 'U8', [1, 1, 3], Uint8Array.of(1, 0, 1)],
      ['a', 'F16', [1], halves(0x3c00)],
      float('b', 2, -0),
      ['c', 'BF16', [1, 2], halves(0x3f80, 0xc000)],
    ],
    { reversed: true },
  );
  expect(() => readTensors(file)).toThrow(
    'the tensor mask holds numbers of type U8; F32, F16 and BF16 are read.',
  );
  const kept = safetensorsOf(
    [
      ['h.0.attn.bias', 'U8', [1, 1, 3], Uint8Array.of(1, 0, 1)],
      ['a', 'F16', [1], halves(0x3c00)],
      float('b', 2, -0),
      ['c', 'BF16', [1, 2], halves(0x3f80, 0xc000)],
    ],
    { reversed: true },
  );
  expect(new Map(readTensors(kept).map(({ name, shape, data }) => [name, [shape, [...data]]]))).toEqual(
    new Map([
      ['a', [[1], [1]]],
      ['b', [[2], [2, -0]]],
      [
        'c',
        [
          [1, 2],
          [1, -2],
        ],
      ],
    ]),
  );
});

test('constant buffers are left out, whatever their type, shape and values', () => {
  const names = [
    'h.0.attn.bias',
    'transformer.h.11.attn.masked_bias',
    'gpt_neox.layers.0.attention.bias',
    'layers.0.attention.masked_bias',
    'gpt_neox.layers.3.attention.rotary_emb.inv_freq',
    'gpt_neox.rotary_emb.inv_freq',
  ];
  const parts = names.flatMap((name, i): Part[] => [
    [name, 'BOOL', [1, 1, 1, 1], Uint8Array.of(1)],
    [`${i}.${name}`, 'F32', [], floats(-Infinity)],
    [`x${i}.${name}`, 'F64', [1], new Uint8Array(new Float64Array(1).buffer)],
    [`y${i}.${name}`, 'F4', [2], Uint8Array.of(1)],
  ]);
  expect(read(...parts, float('h.0.attn.c_attn.bias', 1)).map(({ name }) => name)).toEqual([
    'h.0.attn.c_attn.bias',
  ]);
});

test.each(['F64', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL', 'F8_E4M3', 'F8_E5M2', 'F4'])(
  'numbers of type %s are refused by the name of their tensor',
  (type) => {
    expect(refusal(float('a', 1), ['w', type, [1], new Uint8Array(8)])).toBe(
      `the tensor w holds numbers of type ${type}; F32, F16 and BF16 are read.`,
    );
  },
);

test('a tensor without numbers is read as such, also between others', () => {
  const tensors = read(float('a', 1), ['none', 'F32', [0, 4], new Uint8Array()], float('b', 2));
  expect(tensors.map(({ name, shape, data }) => [name, shape, data.length])).toEqual([
    ['a', [1], 1],
    ['none', [0, 4], 0],
    ['b', [1], 1],
  ]);
});

test('a pointer of Git LFS in place of the weights is called so', () => {
  const text = 'version https://git-lfs.example/spec/v1\noid sha256:0\nsize 1\n';
  expect(() => readTensors(new TextEncoder().encode(text), 'w.safetensors')).toThrow(
    'w.safetensors is a pointer of Git LFS, without the weights. Fetch them with "git lfs pull" first.',
  );
});
