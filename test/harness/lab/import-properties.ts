// The properties of every reader of files and links, for tests and the fuzzer. Chooses no number of cases.
import * as fc from 'fast-check';
import { editableFields, ownDraft, storedSelection } from '../../../src/lab/experiments/selection.ts';
import { EXPERIMENT_IDS } from '../../../src/lab/experiments/presets.ts';
import { readExperiment } from '../../../src/lab/files/experiment-file.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { readHistory } from '../../../src/lab/files/history-file.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { linkOf, readLink } from '../../../src/lab/files/link.ts';
import { readTensors } from '../../../src/lab/files/model/read-tensors.ts';
import { resultsCells } from '../../../src/lab/files/results-cells.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { readResults } from '../../../src/lab/files/results-file.ts';
import { readResultsTable } from '../../../src/lab/files/results-table.ts';
import { FULL_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { withoutRepeats } from '../../../src/lab/files/identity/run-identity.ts';
import { toCsv } from '../../../src/lab/files/write-csv.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import type { StoredTensor } from '../../../src/engine/trainer.ts';
import { writeSafetensors } from '../../../src/engine/model/safetensors.ts';
import { configOf } from '../../../src/engine/transformer/hugging-face-config.ts';
import { TABLE_PROPERTIES } from '../tables/table-properties.ts';
import { safetensorsOf } from '../transformers/safetensors-of.ts';
import { endedRuns } from './import-samples.ts';

/** A statement about a parser that holds for every input. Tests and the fuzzer check it. */
export interface Property {
  /** The parser's name. */
  readonly parser:
    'experiments' | 'results' | 'histories' | 'tables' | 'models' | 'run tables' | 'links' | 'any file';
  /** The statement, as a sentence. */
  readonly says: string;
  /** Throws if the statement is false. */
  readonly property: fc.IRawProperty<unknown>;
}

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Reads one file and returns the refusal. A refusal that is not a short sentence fails the test. */
function refusalOf(name: string, bytes: Uint8Array<ArrayBuffer>, ...more: [string, string][]): string | null {
  const others = more.map(([other, text]) => ({ name: other, bytes: encode(text) }));
  const read = readFiles([{ name, bytes }, ...others]);
  return 'refused' in read ? sentence(read.refused) : null;
}

function sentence(said: string): string {
  if (said.length === 0 || said.length > 400 || /[\p{Cc}\p{Cs}]/u.test(said))
    throw new Error(`no sentence: ${said}`);
  return said;
}

/** Passes refusals on and throws everything else. */
function refusedOrNot(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    sentence(error.message);
  }
}

const nasty: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', 0, -1, 0.5, 2 ** 53, 1e308, 'NaN', '=1+1', [], {}, [[[[]]]]),
  fc.constantFrom('\ud800', '\u0000', '\u202e', '"', '\r\n', '../../x', '<script>', 'x'.repeat(5_000)),
  fc.jsonValue({ maxDepth: 4 }),
);

/** A JSON text with one value replaced or removed, anywhere. */
function mangled(json: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(), nasty, fc.constantFrom('replace', 'remove', 'add', '__proto__'))
    .map(([at, value, how]) => {
      const root: unknown = JSON.parse(json);
      const places: [Record<string, unknown>, string][] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        for (const key of Object.keys(node)) {
          const holder = node as Record<string, unknown>;
          places.push([holder, key]);
          visit(holder[key]);
        }
      };
      visit(root);
      const place = places[at % places.length];
      if (place === undefined) return json;
      const [holder, key] = place;
      if (how === 'replace') holder[key] = value;
      else if (how === 'remove') delete holder[key];
      else if (how === 'add') holder[`${key}x`] = value;
      else Object.defineProperty(holder, '__proto__', { value, enumerable: true });
      return JSON.stringify(root);
    });
}

/** A text that is cut off or partly replaced. */
function garbled(text: string): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('"', ',', '{', '[', '1e999', '\n', "'=", '-'),
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(20), part, fc.boolean())
    .map(([at, length, other, cut]) =>
      cut ? text.slice(0, at) + other : text.slice(0, at) + other + text.slice(at + length),
    );
}

/** Bytes that are cut off or partly replaced. */
function damaged(bytes: Uint8Array<ArrayBuffer>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const place = fc.oneof(fc.nat(bytes.length), fc.nat(400));
  return fc.tuple(place, fc.uint8Array({ maxLength: 12 }), fc.boolean()).map(([at, other, cut]) => {
    const copy = bytes.slice();
    if (cut) return copy.slice(0, at);
    copy.set(other.subarray(0, Math.max(0, copy.length - at)), Math.min(at, copy.length));
    return copy;
  });
}

const runs = fc
  .constantFrom('widths' as const, 'known-entropy' as const, 'batch' as const)
  .chain((experiment) => endedRuns(experiment).map((some) => ({ experiment, some })));
/** Finished runs of an experiment, with the losses of all its evaluations. */
const finishedRuns = fc
  .constantFrom('widths' as const, 'known-entropy' as const, 'data' as const, 'batch' as const)
  .chain((experiment) => endedRuns(experiment))
  .map((some) =>
    some.map((run) => ({
      ...run,
      state: 'finished' as const,
      step: run.plan.steps,
      evaluations: run.plan.evaluation.steps.map((step, i) => ({
        step,
        losses: Float32Array.from(run.plan.lanes, (_, lane) => 1.1 + lane + 1 / (i + 1)),
      })),
    })),
  );
const size = fc.constantFrom(null, 'full' as const, 'quick' as const);
const draft = draftOf(FULL_SWEEP);
const choice = fc.record({
  experiment: fc.constantFrom(...EXPERIMENT_IDS),
  size: fc.constantFrom('full' as const, 'quick' as const),
  draft: fc.record({
    ...Object.fromEntries(Object.entries(draft).map(([name, value]) => [name, fc.constant(value)])),
    seed: fc.nat().map(String),
    tokens: fc.integer({ min: 100_000, max: 10_000_000 }).map((tokens) => tokens.toLocaleString('en')),
  }) as fc.Arbitrary<typeof draft>,
});
/** A history of one to three experiments. */
const history = fc
  .array(
    fc.record({
      chosen: choice,
      some: endedRuns('known-entropy'),
      title: fc.string({ unit: 'binary', maxLength: 80 }),
      origin: fc.constantFrom('trained' as const, 'imported' as const),
      begun: fc.integer({ min: 0, max: Date.UTC(2100) }),
      fitting: fc.option(
        fc.record({
          floor: fc.constantFrom('auto' as const, 'never' as const, 'always' as const),
          convention: fc.constantFrom(
            'non-embedding' as const,
            'with-embedding' as const,
            'with-head' as const,
            'total' as const,
          ),
          loss: fc.constantFrom('huber' as const, 'squares' as const),
        }),
        { nil: undefined },
      ),
      texts: fc.array(fc.string(), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((experiments) =>
    historyJson(
      experiments.map(({ chosen, some, texts, fitting, ...told }, i) => ({
        saved: {
          ...told,
          ...storedSelection(chosen),
          ...(fitting && { fitting }),
          number: i + 1,
          runs: some.map(({ plan }) => plan.id),
          samples: texts.map((text) => ({ run: 'sweep1/d8', step: 9, text, width: 8, temperature: 0.5 })),
          ranks: null,
          pinned: false,
          removed: false,
        },
        runs: some,
      })),
    ),
  );

/** A history file after reading and writing it. */
function historyAgain(json: string): string {
  return historyJson(
    readHistory(json).map(({ saved, runs: read }, i) => ({
      saved: { ...saved, number: i + 1, runs: read.map(({ plan }) => plan.id) },
      runs: read,
    })),
  );
}

/** Names for a model's tensors, without two names that have a special meaning in JSON or in the format. */
const tensorName = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((name) => name !== '__proto__' && name !== '__metadata__');
const tensors = fc.uniqueArray(tensorName, { minLength: 1, maxLength: 4 }).chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }).chain((shape) => {
        const length = shape.reduce((product, side) => product * side, 1);
        const number = fc.float({ noNaN: true, noDefaultInfinity: true });
        return fc
          .array(number, { minLength: length, maxLength: length })
          .map((values) => ({ name, shape, data: Float32Array.from(values) }));
      }),
    ),
  ),
);
/** Names that files of a model have, and others. */
const folderName = fc.oneof(
  fc.string(),
  fc.constantFrom('config.json', 'config (1).json', 'tokenizer.json', 'README.md', 'pytorch_model.bin'),
  fc.constantFrom('model-00001-of-00002.safetensors', 'b.safetensors', 'adapter_config.json', 'x.gguf'),
);
const config = JSON.stringify(
  configOf({
    kind: 'transformer',
    vocabulary: 86,
    context: 16,
    width: 8,
    layers: 1,
    heads: 1,
    feedForward: 32,
    positions: 'rotary',
    tiedHead: false,
  }),
);

export const PROPERTIES: readonly Property[] = [
  ...TABLE_PROPERTIES,
  {
    parser: 'any file',
    says: 'any text is accepted or refused in a sentence',
    property: fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      (text) => void refusalOf('a.json', encode(text)),
    ),
  },
  {
    parser: 'any file',
    says: 'any bytes are accepted or refused in a sentence, with any file name',
    property: fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.oneof(fc.string(), fc.constantFrom('x.csv', 'x.json', 'model.safetensors')),
      (bytes, name) => void refusalOf(name, new Uint8Array(bytes)),
    ),
  },
  {
    parser: 'any file',
    says: 'any JSON is accepted or refused in a sentence',
    property: fc.property(nasty, (value) => void refusalOf('a.json', encode(JSON.stringify(value) ?? ''))),
  },
  {
    parser: 'experiments',
    says: 'an experiment is read back as it was written',
    property: fc.property(choice, (told) => {
      if (JSON.stringify(readExperiment(experimentJson(told))) !== JSON.stringify(told))
        throw new Error('changed');
    }),
  },
  {
    parser: 'experiments',
    says: 'a changed experiment is accepted or refused in a sentence',
    property: fc.property(
      choice.chain((told) => fc.oneof(mangled(experimentJson(told)), garbled(experimentJson(told)))),
      (text) => void refusalOf('e.json', encode(text)),
    ),
  },
  {
    parser: 'links',
    says: 'a link is read back as it was written',
    property: fc.property(choice, (told) => {
      const read = readLink(linkOf(told));
      const same = ownDraft(told.experiment, told.size);
      for (const field of editableFields(told.experiment)) same[field] = told.draft[field];
      if (JSON.stringify(read) !== JSON.stringify({ ...told, draft: same }))
        throw new Error(JSON.stringify(read));
    }),
  },
  {
    parser: 'links',
    says: 'any link proposes an experiment or is refused in a sentence',
    property: fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        choice.chain((told) => garbled(linkOf(told))),
        fc.webFragments(),
      ),
      (text) => refusedOrNot(() => void readLink(text)),
    ),
  },
  {
    parser: 'results',
    says: 'every number of results is read back to the last bit',
    property: fc.property(runs, size, ({ experiment, some }, told) => {
      const json = resultsJson(experiment, some, told);
      const read = readResults(json);
      if (read.experiment !== experiment || resultsJson(experiment, read.runs, read.size) !== json)
        throw new Error('changed');
    }),
  },
  {
    parser: 'results',
    says: 'changed results are refused in a sentence, or are read and written without a difference',
    property: fc.property(
      runs.chain(({ experiment, some }) => {
        const json = resultsJson(experiment, some);
        return fc.oneof(mangled(json), garbled(json));
      }),
      (text) =>
        refusedOrNot(() => {
          const { experiment, runs: read } = readResults(text);
          const json = resultsJson(experiment, read);
          if (resultsJson(experiment, readResults(json).runs) !== json) throw new Error('changed');
        }),
    ),
  },
  {
    parser: 'histories',
    says: 'every experiment of a history is read back to the last bit',
    property: fc.property(history, (json) => {
      if (historyAgain(json) !== json) throw new Error('changed');
    }),
  },
  {
    parser: 'histories',
    says: 'a changed history is refused in a sentence, or is read and written without a difference',
    property: fc.property(
      history.chain((json) => fc.oneof(mangled(json), garbled(json))),
      (text) =>
        refusedOrNot(() => {
          const json = historyAgain(text);
          if (historyAgain(json) !== json) throw new Error('changed');
        }),
    ),
  },
  {
    parser: 'tables',
    says: 'cells of any text and numbers are read back',
    property: fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string(), fc.double()), {
        minLength: 1,
        maxLength: 5,
      }),
      (rows) => {
        const read = resultsCells(toCsv(['a', 'b', 'c'], rows), 'r.csv', ['a', 'b', 'c']).rows;
        rows.forEach(([a, b, c], i) => {
          const row = read[i]?.cells;
          if (row?.['a'] !== a || row['b'] !== b || !Object.is(Number(row['c']), c === 0 ? 0 : c))
            throw new Error('changed');
        });
      },
    ),
  },
  {
    parser: 'tables',
    says: 'cells that begin like formulas are read back, also cells that look already protected',
    property: fc.property(
      fc.tuple(
        fc.constantFrom('', "'", "''", '"'),
        fc.constantFrom('=', '+', '-', '@', '\t', '\r'),
        fc.string(),
      ),
      (parts) => {
        const text = parts.join('');
        const { rows } = resultsCells(toCsv(['a'], [[text]]), 'r.csv', ['a']);
        if (rows[0]?.cells['a'] !== text) throw new Error('changed');
      },
    ),
  },
  {
    parser: 'tables',
    says: 'a table of results is read back',
    property: fc.property(finishedRuns, size, (some, told) => {
      const of = { experiment: 'widths' as const, size: told };
      const csv = resultsCsv(some, of);
      const read = readResultsTable(csv, 'r.csv').flatMap((results) => results.runs);
      if (resultsCsv(read, of) !== csv) throw new Error('changed');
    }),
  },
  {
    parser: 'tables',
    says: 'rows in another order hold the same measurements, each of which counts once',
    property: fc.property(
      finishedRuns.chain((some) =>
        fc.tuple(
          fc.constant(some),
          fc.shuffledSubarray(resultsCsv(some).trimEnd().split('\r\n').slice(1), { minLength: 0 }),
        ),
      ),
      ([some, rows]) => {
        const [header = '', ...all] = resultsCsv(some).trimEnd().split('\r\n');
        const moved = [...rows, ...all.filter((row) => !rows.includes(row))];
        const read = [all, moved].flatMap((lines) =>
          readResultsTable([header, ...lines].join('\n'), 'r.csv').flatMap((results) => results.runs),
        );
        if (withoutRepeats(read).length !== some.length) throw new Error('changed');
      },
    ),
  },
  {
    parser: 'tables',
    says: 'a changed table is accepted or refused in a sentence',
    property: fc.property(
      finishedRuns.chain((some) => garbled(resultsCsv(some))),
      (text) => refusedOrNot(() => void readResultsTable(text, 'r.csv')),
    ),
  },
  {
    parser: 'models',
    says: 'tensors are read back to the last bit',
    property: fc.property(tensors, (told) => {
      const read = readTensors(writeSafetensors(told, { format: 'pt' }));
      const plain = (all: readonly StoredTensor[]): string =>
        JSON.stringify(
          all
            .map(({ name, shape, data }) => [name, shape, [...new Uint32Array(data.buffer)]])
            .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
        );
      if (plain(read) !== plain(told)) throw new Error('changed');
    }),
  },
  {
    parser: 'models',
    says: 'a damaged safetensors file is accepted or refused in a sentence',
    property: fc.property(
      tensors.chain((told) => damaged(writeSafetensors(told, { format: 'pt' }))),
      (bytes) => void refusalOf('model.safetensors', bytes, ['config.json', config]),
    ),
  },
  {
    parser: 'models',
    says: 'tensors at any place are accepted only if they fill the file',
    property: fc.property(
      fc.array(fc.tuple(fc.nat(40), fc.nat(40), fc.array(fc.nat(6), { maxLength: 3 })), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.nat(60),
      (places, room) => {
        const header = Object.fromEntries(
          places.map(([from, to, shape], i) => [`t${i}`, { dtype: 'F32', shape, data_offsets: [from, to] }]),
        );
        const json = encode(JSON.stringify(header));
        const file = new Uint8Array(8 + json.length + room);
        new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
        file.set(json, 8);
        refusedOrNot(() => {
          const bytes = readTensors(file).reduce((sum, { data }) => sum + data.byteLength, 0);
          if (bytes !== room) throw new Error(`${bytes} bytes of ${room}`);
        });
      },
    ),
  },
  {
    parser: 'models',
    says: 'a folder of files with any names and contents is accepted or refused in a sentence',
    property: fc.property(
      fc.array(fc.tuple(folderName, fc.oneof(fc.constant(config), fc.json(), fc.string())), { maxLength: 8 }),
      (others) => void refusalOf('model.safetensors', writeSafetensors([], {}), ...others),
    ),
  },
  {
    parser: 'models',
    says: 'tensors of any type of numbers are read, or refused in a sentence',
    property: fc.property(
      fc.constantFrom('F32', 'F16', 'BF16', 'F64', 'U8', 'F4', 'f32', ''),
      fc.uint8Array({ maxLength: 32 }),
      (type, bytes) => {
        const width = type === 'F64' ? 8 : type === 'F32' ? 4 : type.endsWith('F16') ? 2 : 1;
        const shape = [Math.floor(bytes.length / width)];
        refusedOrNot(() => void readTensors(safetensorsOf([['w', type, shape, bytes]])));
      },
    ),
  },
  {
    parser: 'models',
    says: 'a changed configuration is accepted or refused in a sentence',
    property: fc.property(
      fc.oneof(mangled(config), garbled(config)),
      (text) => void refusalOf('model.safetensors', writeSafetensors([], {}), ['config.json', text]),
    ),
  },
];
