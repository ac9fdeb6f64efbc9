import { expect, test } from 'vitest';
import { exactJson, readExactJson } from '../../../src/lab/recorded/exact-json.ts';

const back = (value: unknown): unknown => readExactJson(exactJson(value));

test.each([
  ['numbers that are not finite', [NaN, Infinity, -Infinity]],
  ['a negative zero', { x: -0 }],
  ['undefined, as a field, in a list and alone', { x: undefined, list: [undefined, 1] }],
  ['null, texts and booleans', [null, '', 'NaN', true, false]],
  [
    'float32, whatever their digits',
    Float32Array.of(4.45435, Math.fround(Math.PI), 1e-45, NaN, Infinity, -0),
  ],
  ['float64', Float64Array.of(Math.PI, 1e-320, -Infinity)],
  ['all of them within each other', { a: [{ b: Float32Array.of(0.1) }, [{ c: undefined }]] }],
  ['nothing', [{}, [], new Float32Array(0)]],
])('%s come back as they were', (_, value) => {
  expect(back(value)).toStrictEqual(value);
});

test('a field that is undefined is there again', () => {
  expect(back({ x: undefined })).toHaveProperty('x');
});

test('a float32 is written with the fewest digits that are it', () => {
  expect(exactJson(Float32Array.of(0.1, 4.45435))).toBe('{"$":"Float32Array","of":[0.1,4.45435]}');
});

test.each([
  ['a function', { f: () => 1 }, 'Function'],
  ['a map', [new Map()], 'Map'],
  ['a date', new Date(0), 'Date'],
  ['whole numbers of a fixed size', Int32Array.of(1), 'Int32Array'],
  ['an object with the name of its own mark', { $: 'NaN' }, 'Object'],
])('%s is refused', (_, value, name) => {
  expect(() => exactJson(value)).toThrow(`JSON has no word for [object ${name}]`);
});
