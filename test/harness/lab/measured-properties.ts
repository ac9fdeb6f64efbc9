// The properties of the files of imported runs, for tests and the fuzzer. Chooses no number of cases.
import * as fc from 'fast-check';
import { measuredCsv } from '../../../src/lab/files/measured/measured-csv.ts';
import { measuredJson } from '../../../src/lab/files/measured/measured-file.ts';
import { readFiles, type Imported } from '../../../src/lab/files/read-files.ts';
import type { ColumnChoice, MeasuredTable } from '../../../src/lab/imported/measured-run.ts';
import { proposeColumns } from '../../../src/lab/imported/propose-columns.ts';
import { readMeasured } from '../../../src/lab/imported/read-measured.ts';
import type { Refusal } from '../../../src/laws/refusal.ts';

const NO_LAW = { law: '', of: new Map() } as const;

const positive = fc.double({ min: 1e-100, max: 1e100, noNaN: true });
/** Cells are trimmed when they are read. */
const label = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.trim());

/** Tables of imported runs with N, D and a loss, and at times names, series, C and U. */
const tables: fc.Arbitrary<MeasuredTable> = fc
  .record({ run: fc.boolean(), series: fc.boolean(), C: fc.boolean(), U: fc.boolean() })
  .chain((has) => {
    const row = fc.record({
      name: has.run ? label : fc.constant(''),
      series: has.series ? label : fc.constant(''),
      sizes: fc.record({
        N: positive,
        D: positive,
        C: has.C ? positive : fc.constant(null),
        U: has.U ? positive : fc.constant(null),
      }),
      loss: positive,
      fitted: fc.boolean(),
    });
    const columns: ColumnChoice = {
      N: 'N',
      D: 'D',
      loss: 'loss',
      ...(has.run && { run: 'run' }),
      ...(has.series && { series: 'series' }),
      ...(has.C && { C: 'C' }),
      ...(has.U && { U: 'U' }),
    };
    return fc.array(row, { minLength: 1, maxLength: 8 }).map((rows): MeasuredTable => ({
      source: 'runs.csv',
      columns,
      computed: null,
      notes: [],
      runs: rows.map((run, i) => ({ id: String(i + 2), ...run })),
    }));
  });

function read(name: string, text: string): Imported | Refusal {
  return readFiles([{ name, bytes: new TextEncoder().encode(text) }]);
}

/** What a table must give back: its numbers, names and switches. C is computed if it has no column. */
function numbersOf({ columns, runs }: MeasuredTable): unknown {
  return runs.map(({ name, series, sizes, loss, fitted }) => ({
    name,
    series,
    sizes: columns.C === undefined ? { ...sizes, C: null } : sizes,
    loss,
    fitted,
  }));
}

function same(a: unknown, b: unknown): void {
  const [one, other] = [JSON.stringify(a, sorted), JSON.stringify(b, sorted)];
  if (one !== other) throw new Error(`${one} came back as ${other}`);
}

/** An object with its keys in the order of the alphabet. */
function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The statements, in the form of `PROPERTIES` of import-properties.ts. */
export const MEASURED_PROPERTIES: readonly {
  readonly parser: 'imported runs';
  readonly says: string;
  readonly property: fc.IRawProperty<unknown>;
}[] = [
  {
    parser: 'imported runs',
    says: 'every table of imported runs comes back whole from its JSON',
    property: fc.property(tables, (table) => {
      const back = read('runs.json', measuredJson(table, NO_LAW));
      if ('refused' in back || back.kind !== 'measured') throw new Error(JSON.stringify(back));
      same(back.measured, table);
    }),
  },
  {
    parser: 'imported runs',
    says: 'every table of imported runs comes back with its numbers, names and switches from its CSV',
    property: fc.property(tables, (table) => {
      const back = read('runs.csv', measuredCsv(table, NO_LAW));
      if ('refused' in back || back.kind !== 'table') throw new Error(JSON.stringify(back));
      const { columns, scales } = proposeColumns(back.table);
      const { measured, refusals } = readMeasured(back.table, {
        columns,
        scales,
        missing: 'refuse',
        decimal: null,
      });
      if (measured === null) throw new Error(JSON.stringify(refusals));
      same(numbersOf(measured), numbersOf(table));
    }),
  },
  {
    parser: 'imported runs',
    says: 'a JSON with any value in any place is read, or refused in a sentence',
    property: fc.property(tables, fc.nat(), fc.jsonValue({ maxDepth: 3 }), (table, at, value) => {
      const places: [Record<string, unknown>, string][] = [];
      const root: unknown = JSON.parse(measuredJson(table, NO_LAW));
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        const holder = node as Record<string, unknown>;
        for (const key of Object.keys(holder)) {
          places.push([holder, key]);
          visit(holder[key]);
        }
      };
      visit(root);
      const [holder, key] = places[at % places.length] ?? [{}, ''];
      holder[key] = value;
      const back = read('runs.json', JSON.stringify(root));
      if ('refused' in back && (back.refused === '' || /[\p{Cc}\p{Cs}]/u.test(back.refused)))
        throw new Error(back.refused);
    }),
  },
];
