import { describe, expect, test } from 'vitest';
import { readBenchOptions } from '../../../cli/bench/options.ts';
import { pickNamed, readPeersOptions } from '../../../cli/bench/peers-options.ts';

test('a bench without options measures everything on the software adapter', () => {
  const off = {
    json: false,
    hardware: false,
    dawn: false,
    quick: false,
    details: false,
    recordLosses: false,
  };
  expect(readBenchOptions([])).toEqual(off);
  expect(readBenchOptions(['--quick', '--json'])).toEqual({ ...off, quick: true, json: true });
});

test('options that the benches do not know are refused', () => {
  expect(() => readBenchOptions(['--fast'])).toThrow("Unknown option '--fast'");
  expect(() => readBenchOptions(['hardware'])).toThrow("Unexpected argument 'hardware'");
  expect(() => readPeersOptions(['--quick'])).toThrow("Unknown option '--quick'");
});

describe('a list of names', () => {
  const pick = (list: string | undefined) =>
    pickNamed('--shapes', list, [32, 64, 128], (width) => `${width}/2`);

  test('picks the named items, in its order', () => {
    expect(pick(readPeersOptions(['--shapes', '64/2']).shapes)).toEqual([64]);
    expect(pick(readPeersOptions(['--shapes=128/2,32/2']).shapes)).toEqual([128, 32]);
  });

  test('picks everything if there is no list', () => {
    expect(pick(readPeersOptions([]).shapes)).toEqual([32, 64, 128]);
  });

  test('refuses an unknown name, and lists the known names', () => {
    expect(() => pick('32/3')).toThrow('--shapes takes some of 32/2,64/2,128/2, not 32/3');
  });
});
