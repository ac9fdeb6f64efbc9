import { presetOf } from '../experiments/presets.ts';
import { refusedWords } from '../files/each-file.ts';
import type { ImportedExperiment } from '../files/history-file.ts';
import { shown } from '../files/import-refused.ts';
import { areRepeats } from '../files/identity/run-identity.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import { corpusOf } from '../plan/corpora.ts';
import type { Run } from '../runs/run.ts';
import { sourcesOf } from '../runs/sources-of.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import type { SavedExperiment } from '../storage/schema.ts';

/** What was done with the results of one preset. */
export interface KeptResults {
  /** The experiment that holds them now. */
  readonly read: ReadExperiment;
  /** The imported runs. */
  readonly runs: readonly Run[];
  /** The experiment that had all or some of them already; null if they are an experiment of their own. */
  readonly into: SavedExperiment | null;
  /** Runs that no experiment had. */
  readonly added: number;
  /** Runs of which the file said more. */
  readonly extended: number;
  /** Runs that another experiment has, too. */
  readonly elsewhere: number;
  /** An experiment that was trained here with the same settings, and stays as it is; null for none. */
  readonly twin: SavedExperiment | null;
}

/** Says what was imported, what was there already, and what to know about the runs. */
export function resultsWords(
  kept: readonly KeptResults[],
  repeated: number,
  ignored: readonly string[] = [],
  refused: readonly string[] = [],
): string {
  const fresh = kept.filter(({ into }) => into === null);
  const all = kept.flatMap(({ runs }) => runs);
  const count = fresh.reduce((sum, { runs }) => sum + runs.length, 0);
  const experiments = fresh.length === 1 ? 'an experiment' : `${fresh.length} experiments`;
  const elsewhere = kept.reduce((sum, result) => sum + result.elsewhere, 0);
  return [
    ...(fresh.length > 0 ? [`Imported ${counted(count, 'run')} of ${experiments}.`] : []),
    ...kept.flatMap((result) => (result.into === null ? [] : [grownWords(result, result.into)])),
    ...(repeated === 0 ? [] : [`${counted(repeated, 'repeated run')} left out.`]),
    ...(ignored.length === 0
      ? []
      : [
          `${counted(ignored.length, 'column')} that this page does not write ${wasWere(ignored.length)} not read: ${columnWords(ignored)}.`,
        ]),
    ...(elsewhere === 0 ? [] : [`${elsewhere} of them ${isAre(elsewhere)} in another experiment, too.`]),
    ...kept.flatMap(({ added, into, read, runs }) => {
      // What an experiment got beside its own runs is told of all its runs.
      const told = into !== null && added > 0 ? read.runs : runs;
      return [...sourceWords(told), ...repeatWords(told)];
    }),
    ...kept.flatMap(({ twin }) => (twin === null ? [] : [twinWords(twin)])),
    ...textWords(all),
    ...unfinishedWords(all),
    ...(all.some(({ curve }) => curve.steps === 0)
      ? ['Tables have no curves, so their runs have only final losses.']
      : []),
    ...(refused.length === 0
      ? []
      : [
          `${counted(refused.length, 'file')} ${wasWere(refused.length)} not imported: ${refusedWords(refused)}`,
        ]),
  ].join(' ');
}

/** Says that the runs of somebody's table are in the history already, and where. */
export function knownWords({ runs }: MeasuredTable, saved: SavedExperiment): string {
  const these = runs.length === 1 ? 'This run is' : `These ${runs.length} runs are`;
  return `${these} in the history already, in ${nameOf(saved)}. Nothing was added.`;
}

function nameOf({ experiment, number, title }: SavedExperiment): string {
  return title === '' ? `${presetOf(experiment).title} ${number}` : title;
}

function grownWords({ added, extended, runs }: KeptResults, into: SavedExperiment): string {
  const name = nameOf(into);
  const more =
    extended === 0 ? '' : ` ${counted(extended, 'run')} got curves, evaluations or machines from the files.`;
  if (added > 0) {
    const had = runs.length - added;
    if (had === 0) return `Added ${counted(added, 'run')} to ${name}, whose runs have the same settings.`;
    return `Imported ${counted(added, 'run')} into ${name}, which had ${had} of these ${runs.length} already.${more}`;
  }
  const known =
    runs.length === 1
      ? 'The run is in the history already'
      : `All ${runs.length} runs are in the history already`;
  return `${known}, in ${name}.${more === '' ? ' Nothing was added.' : more}`;
}

function twinWords(twin: SavedExperiment): string {
  return `${nameOf(twin)} was trained here with the same settings: to see both together, save its results and open both files at once.`;
}

/** So many sources or columns are named at most. */
const NAMED = 4;

function columnWords(columns: readonly string[]): string {
  const rest = columns.length > NAMED ? ` and ${columns.length - NAMED} more` : '';
  return `${columns.slice(0, NAMED).map(shown).join(', ')}${rest}`;
}

function sourceWords(runs: readonly Run[]): string[] {
  const names = [...new Set(sourcesOf(runs))];
  if (names.length < 2) return [];
  const rest = names.length > NAMED ? `; and ${names.length - NAMED} more` : '';
  return [`They come from ${names.length} sources: ${names.slice(0, NAMED).join('; ')}${rest}.`];
}

function repeatWords(runs: readonly Run[]): string[] {
  const repeats = runs.filter((run, i) => runs.slice(0, i).some((other) => areRepeats(other, run)));
  if (repeats.length === 0) return [];
  const [has, is] = repeats.length === 1 ? ['has', 'it is'] : ['have', 'they are'];
  return [
    `${counted(repeats.length, 'run')} ${has} the settings of another run, and no other machine is recorded, but other losses: ${is} kept as ${repeats.length === 1 ? 'a measurement' : 'measurements'} of ${repeats.length === 1 ? 'its' : 'their'} own.`,
  ];
}

/** Says which runs were trained on a text that is not this page's. */
function textWords(runs: readonly Run[]): string[] {
  const foreign = runs.filter(({ plan, settings }) => {
    const here = corpusOf(settings.corpus, settings.context).source();
    if (plan.corpus.kind !== 'text' || here.kind !== 'text') return false;
    return plan.corpus.sha256 !== undefined && plan.corpus.sha256 !== here.sha256;
  });
  if (foreign.length === 0) return [];
  return [`${counted(foreign.length, 'run')} ${isAre(foreign.length)} of another version of the text.`];
}

/** Runs that were stopped or failed, or had not ended when the file was saved. */
function unfinishedWords(runs: readonly Run[]): string[] {
  const count = runs.filter(({ state }) => state !== 'finished').length;
  if (count === 0) return [];
  const them = count === 1 ? 'it has no final loss, and cannot' : 'they have no final losses, and cannot';
  return [`${counted(count, 'run')} had not finished: ${them} resume here.`];
}

/** What was done with a history file. */
export interface KeptHistory {
  readonly experiments: readonly ImportedExperiment[];
  /** Experiments that were in the history already, and their runs. */
  readonly here: number;
  readonly hereRuns: number;
  /** Runs of others in their tables. */
  readonly hereMeasured: number;
  /** Runs that such experiments did not have. */
  readonly added: number;
  /** Their runs of which the file said more. */
  readonly extended: number;
}

/** Says how much of a history file was imported, and how much was there already. */
export function historyWords(kept: KeptHistory): string {
  const { added, experiments, extended, here, hereRuns, hereMeasured } = kept;
  const runs = experiments.reduce((sum, experiment) => sum + experiment.runs.length, 0);
  const measured = experiments.reduce((sum, experiment) => sum + measuredCount(experiment), 0);
  const trained = runs - hereRuns - added;
  const fresh = experiments.length - here;
  const more = [
    ...(added === 0 ? [] : [`${counted(added, 'run')} of the file ${wasWere(added)} added to them.`]),
    ...(extended === 0
      ? []
      : [`${counted(extended, 'run')} got more steps, losses or machines from the file.`]),
  ];
  if (fresh === 0) {
    const all = experiments.length === 1 ? 'The experiment' : `All ${experiments.length} experiments`;
    const known = `${all} of the file ${isAre(experiments.length)} in the history already, with ${runWords(hereRuns, hereMeasured)}.`;
    return [known, ...(more.length === 0 ? ['Nothing was added.'] : more)].join(' ');
  }
  return [
    `Imported ${counted(fresh, 'experiment')} with ${runWords(trained, measured - hereMeasured)}.`,
    ...(here === 0
      ? []
      : [
          `${counted(here, 'experiment')} of the file, with ${runWords(hereRuns, hereMeasured)}, ${wasWere(here)} here already.`,
        ]),
    ...more,
    ...(trained === 0 && measured > hereMeasured ? [] : ['Their models are not in the file.']),
  ].join(' ');
}

/** How many runs of others the table of an experiment has. */
export function measuredCount({ saved }: ImportedExperiment): number {
  return saved.measured?.runs.length ?? 0;
}

function runWords(trained: number, measured: number): string {
  if (measured === 0) return counted(trained, 'run');
  const others = `${counted(measured, 'run')} of others`;
  return trained === 0 ? others : `${counted(trained, 'run')} and ${others}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function wasWere(count: number): string {
  return count === 1 ? 'was' : 'were';
}
