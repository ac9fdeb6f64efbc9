import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isSameSelection, type Selection } from '../../src/lab/experiments/selection.ts';
import { isSameRun } from '../../src/lab/files/identity/run-identity.ts';
import { LIMITS } from '../../src/lab/files/limits.ts';
import { readOwnCorpus } from '../../src/lab/plan/own-corpus.ts';
import { emptyCurve } from '../../src/lab/runs/curve.ts';
import type { Run } from '../../src/lab/runs/run.ts';
import { errorWords } from '../../src/laws/refusal.ts';
import { Ended, EXIT, type ExitCode } from './exit.ts';
import { identityOf, savedIn, sweepOf } from './read-sweep.ts';
import { ResultsWriter } from './results-writer.ts';
import { Damaged, readEnded, type EndedRun } from './run-files.ts';
import { EXPERIMENT_FILE } from './sweep.ts';

/** What was found in folders of results. Every list has the names of runs' folders. */
export interface MergeReport {
  readonly out: string;
  /** In the file. */
  readonly runs: number;
  readonly bytes: number;
  /** Planned runs without a result; null if no folder holds the plan. */
  readonly missing: readonly string[] | null;
  /** Results of no planned run; they are in the file. */
  readonly unplanned: readonly string[];
  /** Runs whose training losses are not in their folders. */
  readonly curveless: readonly string[];
  /** Runs that diverged; they are in the file. */
  readonly failed: readonly string[];
  /** Results that are the same measurement as an earlier one; they are left out. */
  readonly double: readonly string[];
  /** Results of an earlier run's settings with other losses or from another machine; they are in the file. */
  readonly repeated: readonly string[];
  /** Results that cannot be read, each with its fault. */
  readonly damaged: readonly string[];
}

/** The folder of a run. */
interface Place {
  readonly name: string;
  readonly folder: string;
}

/**
 * `loglog merge DIR… [--out FILE] [--no-curves]`: joins the results of folders into a file that the page opens. One run at a time
 * is in memory. `--no-curves` leaves out the losses of steps and of positions.
 *
 * @returns the exit code, which says whether all planned runs are there
 * @throws {Ended} if no run has ended, or if the folders are of several experiments
 */
export async function merge(args: readonly string[]): Promise<{ code: ExitCode; report: MergeReport }> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'results.json' },
      'no-curves': { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0)
    throw new Ended(EXIT.usage, 'loglog merge joins the results of folders, and none was given.');
  const { out } = values;
  if (existsSync(out) && statSync(out).isDirectory())
    throw new Ended(EXIT.usage, `--out is the path of a file, and ${out} is a folder.`);
  const selection = await selectionIn(positionals);
  const merging = new Merging(resolve(out), selection, !values['no-curves']);
  try {
    for (const place of await placesIn(positionals)) await merging.add(place);
    const report = await merging.end();
    const isWhole = (report.missing ?? []).length === 0 && report.damaged.length === 0;
    return { code: isWhole ? EXIT.done : EXIT.again, report };
  } finally {
    await merging.close();
  }
}

/** The results of one merge, as they are read. */
class Merging {
  readonly #writer: ResultsWriter;
  /** The folders of the runs in the file, by their identity. */
  readonly #known = new Map<string, string[]>();
  readonly #failed: string[] = [];
  readonly #double: string[] = [];
  readonly #repeated: string[] = [];
  readonly #damaged: string[] = [];
  readonly #curveless: string[] = [];
  readonly #unplanned: string[] = [];
  /** The names of the planned runs by their identities; undefined if no folder holds a plan. */
  readonly #planned: ReadonlyMap<string, string> | undefined;
  #first: EndedRun | undefined;

  constructor(
    private readonly out: string,
    private readonly selection: Selection | undefined,
    private readonly withCurves: boolean,
  ) {
    this.#writer = new ResultsWriter(out);
    this.#planned = plannedRuns(selection);
  }

  async add({ name, folder }: Place): Promise<void> {
    const ended = await this.#read(name, folder);
    if (ended === undefined) return;
    const { run } = ended;
    const identity = identityOf(run);
    const earlier = this.#known.get(identity) ?? [];
    if (await isAmong(ended, earlier)) {
      this.#double.push(name);
      return;
    }
    if (earlier.length > 0) this.#repeated.push(name);
    if (run.state === 'failed') this.#failed.push(name);
    if (run.curve.steps === 0 && run.step > 0) this.#curveless.push(name);
    if (this.#planned?.has(identity) === false) this.#unplanned.push(name);
    this.#known.set(identity, [...earlier, folder]);
    this.#first ??= ended;
    const { experiment, size } = this.selection ?? this.#first;
    if (ended.experiment !== experiment)
      throw new Ended(
        EXIT.usage,
        `${folder} is of ${ended.experiment}, and another run is of ${experiment}.`,
      );
    await this.#writer.add({ experiment, size }, this.withCurves ? run : withoutCurves(run));
  }

  /** Ends the file, and says what was found. @throws {Ended} if no run has ended */
  async end(): Promise<MergeReport> {
    const [fault] = this.#damaged;
    if (this.#writer.runs === 0)
      throw new Ended(EXIT.again, `No run has ended there${fault === undefined ? '' : ` (${fault})`}.`);
    await this.#writer.end();
    return {
      out: this.out,
      runs: this.#writer.runs,
      bytes: this.#writer.bytes,
      missing: this.#missing(),
      unplanned: this.#unplanned,
      curveless: this.#curveless,
      failed: this.#failed,
      double: this.#double,
      repeated: this.#repeated,
      damaged: this.#damaged,
    };
  }

  #missing(): string[] | null {
    if (this.#planned === undefined) return null;
    return [...this.#planned].flatMap(([identity, name]) => (this.#known.has(identity) ? [] : [name]));
  }

  close(): Promise<void> {
    return this.#writer.close();
  }

  async #read(name: string, folder: string): Promise<EndedRun | undefined> {
    try {
      return await readEnded(folder);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.#damaged.push(`${name}: ${error.message}`);
      return undefined;
    }
  }
}

/** The names of an experiment's runs by their identities; undefined if it is not known, or on a text that is in one browser only. */
function plannedRuns(selection: Selection | undefined): ReadonlyMap<string, string> | undefined {
  if (selection === undefined || readOwnCorpus(selection.draft.corpus) !== null) return undefined;
  return new Map(sweepOf(selection).runs.map(({ identity, name }) => [identity, name]));
}

/** A run without the losses of its steps and positions. */
function withoutCurves(run: Run): Run {
  const evaluations = run.evaluations.map((evaluation) => {
    const { positionLosses: _, ...kept } = evaluation;
    return kept;
  });
  return { ...run, evaluations, curve: emptyCurve(run.plan.lanes.length) };
}

/** Whether a run is the same measurement as one in these folders, which are read again. */
async function isAmong({ run }: EndedRun, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const other = await readEnded(folder);
    if (other !== undefined && isSameRun(other.run, run)) return true;
  }
  return false;
}

/** The folders of all runs, by name, so that the same runs give the same file however they were shared. */
async function placesIn(folders: readonly string[]): Promise<Place[]> {
  const places: Place[] = [];
  for (const folder of folders)
    for (const entry of await readdir(folder, { withFileTypes: true }))
      if (entry.isDirectory()) places.push({ name: entry.name, folder: join(folder, entry.name) });
  return places.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The experiment that the folders are of; undefined if none says it. @throws {Ended} if two are of different ones */
async function selectionIn(folders: readonly string[]): Promise<Selection | undefined> {
  let found: { folder: string; selection: Selection } | undefined;
  for (const folder of folders) {
    const names = await readdir(folder).catch((error: unknown) => {
      throw new Ended(EXIT.noInput, `${folder} cannot be read: ${errorWords(error)}`, { cause: error });
    });
    if (!names.includes(EXPERIMENT_FILE)) continue;
    const selection = savedIn(join(folder, EXPERIMENT_FILE));
    found ??= { folder, selection };
    if (!isSameSelection(found.selection, selection))
      throw new Ended(EXIT.usage, `${found.folder} and ${folder} are of different experiments.`);
  }
  return found?.selection;
}

/** Names that are told of one kind; more are counted. */
const MOST_TOLD = 10;

/** What a merge found, for people. */
export function mergeWords(report: MergeReport): string {
  const { bytes, curveless, damaged, double, failed, missing, out, repeated, runs, unplanned } = report;
  return [
    `${runs} ${runs === 1 ? 'run is' : 'runs are'} in ${out}, ${bytes.toLocaleString('en')} bytes.`,
    ...(missing === null
      ? [`No folder has an ${EXPERIMENT_FILE}, so which runs are missing is not known.`]
      : listed('missing', missing)),
    ...listed('of no planned run', unplanned),
    ...listed('without training losses', curveless),
    ...listed('cannot be read', damaged),
    ...listed('diverged', failed),
    ...listed('double, left out', double),
    ...listed('of other losses or another machine than an earlier one', repeated),
    ...tooLarge(report),
  ].join('\n');
}

function tooLarge({ bytes, runs }: MergeReport): string[] {
  const limits = [
    {
      is: bytes,
      most: LIMITS.resultsBytes,
      of: 'bytes; --no-curves leaves out the losses of steps and positions',
    },
    { is: runs, most: LIMITS.runs, of: 'runs' },
  ];
  return limits.flatMap(({ is, most, of }) =>
    is > most ? [`The page opens at most ${most.toLocaleString('en')} ${of}.`] : [],
  );
}

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_TOLD ? `, and ${names.length - MOST_TOLD} more` : '';
  return [`${names.length} ${what}: ${names.slice(0, MOST_TOLD).join(', ')}${more}`];
}
