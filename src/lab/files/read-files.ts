import type { Refusal } from '../../laws/refusal.ts';
import { decodeText } from '../../tables/decode-text.ts';
import type { Table } from '../../tables/table.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import type { Selection } from '../experiments/selection.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { eachFile } from './each-file.ts';
import { readExperiment } from './experiment-file.ts';
import { formatAtStart, formatOf, START } from './format-of.ts';
import { FORMATS } from './formats.ts';
import { readHistory, type ImportedExperiment } from './history-file.ts';
import { ImportRefused, refuseBytes, shown } from './import-refused.ts';
import { LIMITS } from './limits.ts';
import { readModel, type ImportedModel } from './hugging-face-file.ts';
import { foreignTable, isForeign } from './measured/foreign-table.ts';
import { readMeasuredFile } from './measured/measured-file.ts';
import { modelAmong, type ModelChoice } from './model/choose-files.ts';
import { readResults, type ImportedResults } from './results-file.ts';
import { readResultsTable } from './results-table.ts';
import { withoutRepeats } from './identity/run-identity.ts';

/** A file that a person imports. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The contents of files. */
export type Imported =
  | { readonly kind: 'experiment'; readonly choice: Selection }
  | {
      readonly kind: 'results';
      readonly results: readonly ImportedResults[];
      /** Number of repeated runs, which were left out. */
      readonly repeated: number;
      /** Columns that somebody has added to tables of this page's results, and that were not read. */
      readonly ignored: readonly string[];
      /** Why some of the files were refused, each with its name. */
      readonly bad: readonly string[];
    }
  /** A table of runs that others trained, whose columns a person chooses. */
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'measured'; readonly measured: MeasuredTable }
  | { readonly kind: 'history'; readonly experiments: readonly ImportedExperiment[] }
  /** `left` names the files that were not needed. */
  | ({ readonly kind: 'model'; readonly left: readonly string[] } & ImportedModel);

/** Reads the files of one import: one experiment, one history, any number of results, or a model's files. */
export function readFiles(files: readonly GivenFile[]): Imported | Refusal {
  try {
    return importedFrom(files);
  } catch (error) {
    if (error instanceof ImportRefused) return { refused: error.message };
    throw error;
  }
}

function importedFrom(files: readonly GivenFile[]): Imported {
  if (files.length === 0 || files.length > LIMITS.files) {
    throw new ImportRefused(
      `1 to ${LIMITS.files} files can be imported together: ${files.length} were given.`,
    );
  }
  const model = modelAmong(files);
  if (model !== null) return modelOf(model);
  const { contents: read, refused } = eachFile(files, (file) => ({ name: file.name, text: textOf(file) }));
  const [only] = files.length === 1 ? read.map(({ text }) => text) : [];
  if (only !== undefined && formatOf(only) === FORMATS.experiment) {
    refuseBytes('an experiment', only.length, LIMITS.experimentBytes);
    return { kind: 'experiment', choice: readExperiment(only) };
  }
  if (read.some(({ text }) => formatOf(text) === FORMATS.history)) {
    if (only !== undefined) return { kind: 'history', experiments: readHistory(only) };
    throw new ImportRefused(`a history is one file: ${namesOf(files)} were given.`);
  }
  if (only !== undefined) {
    if (formatOf(only) === FORMATS.measured) return { kind: 'measured', measured: readMeasuredFile(only) };
    if (formatOf(only) === null && isForeign(only))
      return { kind: 'table', table: foreignTable(only, files[0]?.name ?? '') };
  }
  const results = eachFile(read, ({ name, text }) => resultsOf(text, name));
  return merged(results.contents.flat(), [...refused, ...results.refused]);
}

function modelOf({ weights, config, left }: ModelChoice<GivenFile>): Imported {
  const names = { weights: shown(weights.name), config: shown(config.name) };
  refuseBytes(names.weights, weights.bytes.length, LIMITS.modelBytes);
  refuseBytes(names.config, config.bytes.length, LIMITS.configBytes);
  return { kind: 'model', ...readModel(weights.bytes, textOf(config), names), left };
}

function resultsOf(text: string, name: string): ImportedResults[] {
  const format = formatOf(text);
  if (format === FORMATS.results) return [from(name, readResults(text))];
  if (format === null && isForeign(text))
    throw new ImportRefused(
      `a table of others' runs opens alone: ${shown(name)} was given with other files.`,
    );
  if (format === null) return readResultsTable(text, name).map((results) => from(name, results));
  throw new ImportRefused(
    `${shown(name)} is neither an experiment, nor results, nor a history, nor a model's file.`,
  );
}

/** Results whose runs name the file that they came from, unless they name an earlier one. */
function from(file: string, { runs, ...of }: ImportedResults): ImportedResults {
  return {
    ...of,
    runs: runs.map((run) => {
      const { imported } = run;
      if (imported !== null && imported.file !== '') return run;
      return { ...run, imported: { whole: true, ...imported, file } };
    }),
  };
}

function textOf({ name, bytes }: GivenFile): string {
  const start = new TextDecoder().decode(bytes.subarray(0, START));
  const isHistory = formatAtStart(start) === FORMATS.history;
  refuseBytes(shown(name), bytes.length, isHistory ? LIMITS.historyBytes : LIMITS.resultsBytes);
  const text = decodeText(bytes, shown(name));
  if (typeof text !== 'string') throw new ImportRefused(text.refused);
  return text;
}

/** The results by experiment, each measurement once, cheapest first. */
function merged(all: readonly ImportedResults[], bad: readonly string[]): Imported {
  const runs = new Map<ExperimentId, Run[]>();
  for (const { experiment, runs: more } of all)
    runs.set(experiment, [...(runs.get(experiment) ?? []), ...more]);
  const results = Array.from(runs, ([experiment, every]) => ({
    experiment,
    size: sizeOf(all.filter((some) => some.experiment === experiment)),
    runs: withoutRepeats(every).toSorted((a, b) => a.flops - b.flops),
  }));
  for (const { experiment, runs: some } of results) {
    if (some.length <= LIMITS.runs) continue;
    const [has, most] = [some.length, LIMITS.runs].map((count) => count.toLocaleString('en'));
    throw new ImportRefused(`an experiment may have at most ${most} runs, and ${experiment} has ${has}.`);
  }
  const counted = results.reduce((sum, { runs: single }) => sum + single.length, 0);
  const given = all.reduce((sum, { runs: some }) => sum + some.length, 0);
  const ignored = [...new Set(all.flatMap(({ ignored: some = [] }) => some))];
  return { kind: 'results', results, repeated: given - counted, ignored, bad };
}

/** The size that all these results say; null if they say none, or not the same one. */
function sizeOf(all: readonly ImportedResults[]): ImportedResults['size'] {
  const [first] = all;
  return all.every(({ size }) => size === first?.size) ? (first?.size ?? null) : null;
}

function namesOf(files: readonly GivenFile[]): string {
  return files.map(({ name }) => shown(name)).join(' and ');
}
