import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { resultsWords } from '../../../src/lab/session/import-words.ts';
import { LIMITS } from '../../../src/lab/files/limits.ts';
import { writeSafetensors } from '../../../src/engine/model/safetensors.ts';
import { readTensors } from '../../../src/lab/files/model/read-tensors.ts';
import { readLink } from '../../../src/lab/files/link.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { PROPERTIES } from '../../harness/lab/import-properties.ts';
import { FULL } from '../../harness/tier.ts';

const CASES = FULL ? 1_000 : 200;
/** The cases are the same each time; `npm run fuzz` uses others. */
const SEED = 20_261_126;

test.each(PROPERTIES)('$parser: $says', async ({ property }) => {
  const told = await fc.check(property, { numRuns: CASES, seed: SEED });
  expect(told.failed ? fc.defaultReportMessage(told) : '').toBe('');
});

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const planned = planRuns(presetRuns('widths', 'quick'), 'sweep1', 'https://loglog.example/');
const ended: Run[] = planned.map((plan) => ({
  ...queuedRun(plan),
  state: 'finished',
  step: plan.plan.steps,
}));

/** The refusal of files, given by their names; empty if they are read. */
function refusal(files: Record<string, string | Uint8Array<ArrayBuffer>>): string {
  const read = readFiles(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? encode(content) : content,
    })),
  );
  return 'refused' in read ? read.refused : '';
}

function safetensors(header: string, length = BigInt(encode(header).length)): Uint8Array<ArrayBuffer> {
  const json = encode(header);
  const file = new Uint8Array(8 + json.length + 8);
  new DataView(file.buffer).setBigUint64(0, length, true);
  file.set(json, 8);
  return file;
}

describe('a refusal names the rule and the value of', () => {
  const json = resultsJson('widths', ended);
  const changed = (change: (text: string) => string): string => refusal({ 'r.json': change(json) });
  const CONFIG = JSON.stringify({
    model_type: 'gpt2',
    vocab_size: 86,
    n_embd: 8,
    n_layer: 1,
    n_head: 1,
    n_positions: 16,
  });
  const model = (file: Uint8Array<ArrayBuffer>, config = CONFIG): string =>
    refusal({ 'model.safetensors': file, 'config.json': config });

  test.each<[string, string, RegExp]>([
    ['a truncated file', changed((text) => text.slice(0, 500)), /^the results file is not JSON: /],
    [
      'an infinite number',
      changed((text) => text.replace('"step":', '"step":1e999,"x":')),
      /step: must be a whole number, not Infinity\.$/,
    ],
    [
      'an infinite time',
      changed((text) => text.replace(/"trainingSeconds":[^,]*/, '"trainingSeconds":9e999')),
      /trainingSeconds: must be a finite number, not Infinity\.$/,
    ],
    ['a prototype key', changed((text) => text.replace('{"label"', '{"__proto__":{},"label"')), /__proto__/],
    ['brackets within brackets', changed(() => '['.repeat(100_000)), /^r\.json is neither/],
    [
      'results nested too deep',
      changed((text) => text.replace('"runs":', `"x":${'['.repeat(50)}${']'.repeat(50)},"runs":`)),
      /nests brackets deeper than 12/,
    ],
    ['an unknown key', changed((text) => text.replace('"label"', '"lable"')), /label/],
    [
      'another version',
      changed((text) => text.replace('"version":1', '"version":2')),
      /version: must be 1, not 2/,
    ],
    [
      'an unknown text',
      changed((text) => text.replace('"corpus":"sotu"', '"corpus":"iliad"')),
      /settings\.corpus: no such text: "iliad"/,
    ],
    [
      'a step beyond the last',
      changed((text) => text.replace(/"step":\d+/, '"step":99999999')),
      /step lies beyond the last step/,
    ],
    [
      'bytes that are not UTF-8',
      refusal({ 'r.json': Uint8Array.of(0xff, 0xff) }),
      /^r\.json is not UTF-8 text \(row 1\): save it as UTF-8 /,
    ],
    [
      'UTF-16',
      refusal({ 'r.json': Uint8Array.of(0xff, 0xfe) }),
      /^r\.json is UTF-16, not UTF-8: save it as UTF-8 /,
    ],
    [
      'a table without a column',
      refusal({ 'r.csv': 'run,lane\r\na,0\r\n' }),
      /^r\.csv lacks the column N\.$/,
    ],

    [
      'a table of others without rows',
      refusal({ 'r.csv': 'N,loss\r\n' }),
      /^r\.csv has no rows below its header\.$/,
    ],
    ['weights alone', refusal({ 'model.safetensors': safetensors('{}') }), /^a model comes as two files/],
    [
      'a header of 2 GB',
      model(safetensors('{}', 2n ** 31n)),
      /says that it has 2147483648 bytes; the file has 18\.$/,
    ],
    [
      'a header length beyond all safe integers',
      model(safetensors('{}', 2n ** 64n - 1n)),
      /says that it has 18446744073709551615 bytes/,
    ],
    [
      'tensors that overlap',
      model(
        safetensors(
          '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}',
        ),
      ),
      /^the tensor b must begin at byte 4, not at 2\.$/,
    ],
    [
      'a repeated name',
      model(
        safetensors(
          '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
        ),
      ),
      /^the header of model\.safetensors has the key a twice in one object\.$/,
    ],
    [
      'a gap at the end',
      model(safetensors('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}')),
      /fill 4 bytes, not 8\.$/,
    ],
    [
      'a shape with another number of bytes',
      model(safetensors('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}')),
      /has 12 bytes by its shape, not 8\.$/,
    ],
    [
      'another number type',
      model(safetensors('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}')),
      /^the tensor a holds numbers of type F64; F32, F16 and BF16 are read\.$/,
    ],
    [
      'another activation',
      model(safetensors('{}'), CONFIG.replace('}', ',"activation_function":"relu"}')),
      /^config\.json: activation_function is "relu"; this engine computes GELU in its tanh form, "gelu_new"\.$/,
    ],
    [
      'another family',
      model(safetensors('{}'), '{"model_type":"llama"}'),
      /^config\.json: model_type is "llama"; this engine computes only "gpt2" and "gpt_neox"\.$/,
    ],
    [
      'too many files',
      refusal(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.csv`, '']))),
      /^1 to 100 files can be imported together: 101 were given\.$/,
    ],
    [
      'too large an experiment',
      refusal({ 'e.json': `{"format":"loglog-experiment",${' '.repeat(LIMITS.experimentBytes)}}` }),
      /may have at most 100,000 bytes, and has/,
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toMatch(expected);
  });

  test.each<[string, string, RegExp]>([
    ['a link to an unknown experiment', '#experiment=alchemy', /experiment: must be .*, not "alchemy"\.$/],
    ['a link with too large a width', '#experiment=widths&widths=8,99999', /widths: a width must be/],
    ['a link that sets a field twice', '#experiment=widths&seed=1&seed=2', /the link says seed twice/],
    ['a link with an unknown field', '#experiment=widths&evil=1', /evil/],
    ['a long link', `#${'x'.repeat(5_000)}`, /may have at most 4000 characters, and has 5000/],
    [
      'a link that sets a field that cannot be set',
      '#experiment=zipf&seed=2',
      /cannot be set in Zipf: .*seed/,
    ],
  ])('%s', (_, link, expected) => {
    expect(() => readLink(link)).toThrow(expected);
  });
});

test('a tensor may have any name, even the name of a prototype key', () => {
  const name = '"__proto__';
  const file = writeSafetensors([{ name, shape: [1], data: Float32Array.of(3) }], { format: 'pt' });
  expect(readTensors(file)).toEqual([{ name, shape: [1], data: Float32Array.of(3) }]);
});

test('a run in several files counts once, even under different names', () => {
  const [first, ...others] = ended;
  const renamed = ended.map((run) => ({ ...run, plan: { ...run.plan, id: `other/${run.label}` } }));
  const read = readFiles([
    { name: 'a.json', bytes: encode(resultsJson('widths', ended)) },
    { name: 'b.json', bytes: encode(resultsJson('widths', renamed)) },
    {
      name: 'c.json',
      bytes: encode(resultsJson('widths', [{ ...first, plan: { ...first.plan, batch: 3 } }])),
    },
  ]);
  expect(read).toMatchObject({ kind: 'results', repeated: ended.length });
  if ('refused' in read || read.kind !== 'results') throw new Error('refused');
  expect(read.results.map(({ runs }) => runs.length)).toEqual([others.length + 2]);
});

test('columns that were not read are named', () => {
  expect(resultsWords([], 0, ['my note'])).toBe(
    '1 column that this page does not write was not read: my note.',
  );
  expect(resultsWords([], 0, ['a', 'b', 'c', 'd', 'e', 'f'])).toBe(
    '6 columns that this page does not write were not read: a, b, c, d and 2 more.',
  );
});
