import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { presetOf } from '../../src/lab/experiments/presets.ts';
import { readSelection, type Selection } from '../../src/lab/experiments/selection.ts';
import { readExperiment } from '../../src/lab/files/experiment-file.ts';
import { IDENTITY_DIGITS, runFolder } from '../../src/lab/files/identity/run-folder.ts';
import { settingsKey } from '../../src/lab/files/identity/settings-key.ts';
import { ImportRefused } from '../../src/lab/files/import-refused.ts';
import { LIMITS } from '../../src/lab/files/limits.ts';
import { readLink } from '../../src/lab/files/link.ts';
import { pastedFragment } from '../../src/lab/files/link/pasted-link.ts';
import { readOwnCorpus } from '../../src/lab/plan/own-corpus.ts';
import { planRuns, type PlannedRun } from '../../src/lab/plan/plan-runs.ts';
import { sharedSteps } from '../../src/lab/plan/trunk.ts';
import { queuedRun, type Run } from '../../src/lab/runs/run.ts';
import { errorWords } from '../../src/laws/refusal.ts';
import { Ended, EXIT } from './exit.ts';

/** The prefix of the runs' ids; one file of results has one sweep. */
const SWEEP = 'sweep';

/** A run of a sweep. */
export interface SweepRun {
  /** Names its folder: its label and its identity, so that two sweeps never share a folder by mistake. */
  readonly name: string;
  readonly identity: string;
  readonly planned: PlannedRun;
  /** Training FLOPs of all its lanes, counted exactly, without the steps that a shorter run trains for it. */
  readonly flops: number;
}

/** An experiment with its runs, cheapest first. */
export interface Sweep {
  readonly selection: Selection;
  readonly runs: readonly SweepRun[];
}

/**
 * The runs of an experiment.
 *
 * @param source path of a file that the page saves, a link of the page, or its part from `#` on
 * @throws {Ended} with the rule, if it cannot be trained
 */
export function readSweep(source: string): Sweep {
  return sweepOf(selectionIn(source));
}

/** The runs of a selection. @throws {Ended} with the rule, if it cannot be trained */
export function sweepOf(selection: Selection): Sweep {
  const { experiment } = selection;
  if (presetOf(experiment).measures !== 'runs')
    throw new Ended(EXIT.usage, `The experiment ${experiment} trains no models: nothing can be planned.`);
  const { runs: settings, refusals } = readSelection(selection);
  const [refusal] = Object.entries(refusals);
  if (refusal !== undefined) throw new Ended(EXIT.usage, `The settings, ${refusal[0]}: ${refusal[1]}.`);
  const own = settings.map(({ corpus }) => readOwnCorpus(corpus)).find((text) => text !== null);
  if (own)
    throw new Ended(EXIT.usage, `The text “${own.title}” is in one browser only: choose a text of the page.`);
  const whole = planRuns(settings, SWEEP);
  const shared = sharedSteps(whole.map(({ plan }) => plan));
  const runs = whole.map((planned, i) => {
    const trained = 1 - (shared[i] ?? 0) / planned.plan.steps;
    const identity = identityOf(queuedRun(planned));
    const name = runFolder(planned, identity);
    return { name, identity, planned, flops: trained * planned.flops * planned.plan.lanes.length };
  });
  return { selection, runs };
}

/** What makes a run another one, besides its machine and its losses, in a few letters. */
export function identityOf(run: Run): string {
  return createHash('sha256').update(settingsKey(run)).digest('hex').slice(0, IDENTITY_DIGITS);
}

/** The experiment of a folder of results, in the file that `sweep` wrote there. @throws {Ended} if it cannot be read */
export function savedIn(file: string): Selection {
  return understood(() => readExperiment(textOf(file)), `${file}: `);
}

function selectionIn(source: string): Selection {
  return understood(() => {
    const link = pastedFragment(source);
    if (link !== null) return linked(link);
    if (/^\s*https?:/.test(source)) throw new ImportRefused(`the link names no experiment: ${source}.`);
    const text = textOf(source);
    const pasted = pastedFragment(text);
    return pasted === null ? readExperiment(text) : linked(pasted);
  });
}

/** @param where what the words of a refusal begin with. @throws {Ended} for what a reader refuses */
function understood(read: () => Selection, where = ''): Selection {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportRefused)
      throw new Ended(EXIT.usage, `${where}${error.message}`, { cause: error });
    throw error;
  }
}

function linked(fragment: string): Selection {
  const selection = readLink(fragment);
  if (selection === null) throw new ImportRefused('the link names no experiment.');
  return selection;
}

function textOf(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Ended(EXIT.noInput, `${file} cannot be read: ${errorWords(error)}`, { cause: error });
  }
  if (bytes.length > LIMITS.experimentBytes)
    throw new ImportRefused(
      `an experiment may have at most ${LIMITS.experimentBytes} bytes, and ${file} has ${bytes.length}.`,
    );
  return bytes.toString('utf8');
}
