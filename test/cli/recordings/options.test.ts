import { expect, test } from 'vitest';
import { readRecordingOptions } from '../../../cli/recordings/options.ts';

test('an experiment is recorded in its quick size on the software adapter unless told otherwise', () => {
  expect(readRecordingOptions(['widths'])).toEqual({
    experiment: 'widths',
    size: 'quick',
    adapter: 'software',
    shared: false,
    refit: false,
    from: '',
    fields: {},
  });
  expect(readRecordingOptions(['widths', '--from', 'history.json'])).toMatchObject({ from: 'history.json' });
});

test('fields of the form take any text, commas and equals signs included', () => {
  const { fields } = readRecordingOptions(['widths', '--set', 'widths=8, 12', '--set', 'note=a=b']);
  expect(fields).toEqual({ widths: '8, 12', note: 'a=b' });
});

test.each([
  [[], /one experiment is recorded at a time, not 0/],
  [['widths', 'depth'], /one experiment is recorded at a time, not 2/],
  [['widths', '--size', 'huge'], /--size takes full or quick, not huge/],
  [['widths', '--adapter', 'abacus'], /--adapter takes software or hardware, not abacus/],
  [['widths', '--refit', '--from', 'history.json'], /--refit and --from name two sources of the runs/],
  [['widths', '--set', 'tokens'], /--set takes FIELD=TEXT, not tokens/],
])('%j is refused', (args, rule) => {
  expect(() => readRecordingOptions(args)).toThrow(rule);
});
