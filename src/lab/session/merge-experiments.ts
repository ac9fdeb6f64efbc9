import { pupilOfRun } from '../class/pupil-of-run.ts';
import type { Run } from '../runs/run.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import { areSameRuns } from '../imported/are-same-runs.ts';
import { appended } from '../storage/renumbered.ts';
import { titleOfTable } from './imported/measured-experiment.ts';
import type { ImportedExperiment } from '../files/history-file.ts';
import { addsTo, isSameInExperiment, isSameRun, together } from '../files/identity/run-identity.ts';

/** Runs after others were merged into them. */
export interface MergedRuns {
  /** The earlier runs in their order, then the added ones. */
  readonly runs: readonly Run[];
  /** Runs that were not among the earlier ones. */
  readonly added: readonly Run[];
  /** Earlier runs of which the other ones said more. */
  readonly extended: number;
  /** The ids that the other runs have now, by their ids before. */
  readonly ids: ReadonlyMap<string, string>;
}

/**
 * Merges runs by their identity.
 * @param number of the experiment, which is part of the ids of added runs
 */
export function mergedRuns(
  earlier: readonly Run[],
  others: readonly Run[],
  number: number,
  isSame: (a: Run, b: Run) => boolean = isSameRun,
): MergedRuns {
  const runs = [...earlier];
  const added: Run[] = [];
  const matched = new Set<number>();
  const ids = new Map<string, string>();
  let extended = 0;
  for (const other of others) {
    const place = runs.findIndex((run, i) => !matched.has(i) && isSame(run, other));
    const found = runs[place];
    if (found === undefined) {
      added.push(other);
      continue;
    }
    matched.add(place);
    ids.set(other.plan.id, found.plan.id);
    if (!addsTo(found, other)) continue;
    runs[place] = together(found, other);
    extended += 1;
  }
  const renamed = appended(added, number, runs.length);
  for (const [i, { plan }] of renamed.entries()) ids.set(added[i]?.plan.id ?? '', plan.id);
  return { runs: [...runs, ...renamed], added: renamed, extended, ids };
}

/** How many of these runs are among others. */
export function countAmong(runs: readonly Run[], others: readonly Run[]): number {
  return runs.length - mergedRuns(others, runs, 0).added.length;
}

/**
 * The experiment of a browser that an experiment of a history file is: it began at the same time, or it has all its runs and
 * no other name. The name of a table's file is no name that a person gave.
 */
export function sameExperiment(
  { saved, runs }: ImportedExperiment,
  here: readonly ReadExperiment[],
): ReadExperiment | undefined {
  const kin = here.filter(
    (read) =>
      read.saved.experiment === saved.experiment &&
      !read.saved.removed &&
      areSameRuns(read.saved.measured, saved.measured),
  );
  const twin = kin.find(
    (read) =>
      read.saved.begun === saved.begun &&
      (runs.length === 0 || runs.some((run) => read.runs.some((other) => isSameInExperiment(other, run)))),
  );
  if (twin !== undefined || (runs.length === 0 && saved.measured === undefined)) return twin;
  const isNamed = saved.title !== '' && saved.title !== titleOfTable(saved.measured);
  return kin.find(
    (read) => (!isNamed || saved.title === read.saved.title) && countAmong(runs, read.runs) === runs.length,
  );
}

/** An experiment together with what an experiment of a history file says beyond it. Its own title, options and notes count first. */
export function mergedExperiment(
  { saved, runs }: ReadExperiment,
  other: ImportedExperiment,
): { readonly read: ReadExperiment; readonly added: number; readonly extended: number } {
  const merged = mergedRuns(runs, other.runs, saved.number, isSameInExperiment);
  const written = new Set(saved.samples.map(({ step, text }) => `${step} ${text}`));
  const samples = other.saved.samples
    .filter(({ step, text }) => !written.has(`${step} ${text}`))
    .map((sample) => ({ ...sample, run: merged.ids.get(sample.run) ?? sample.run }));
  const pupils = { ...other.saved.pupils, ...saved.pupils };
  const sorted = merged.runs
    .filter(({ plan }) => pupils[pupilOfRun(plan.id) ?? '']?.out !== true)
    .toSorted((a, b) => a.flops - b.flops);
  const fitting = saved.fitting ?? other.saved.fitting;
  const pieces = [...new Set([...(saved.pieces ?? []), ...(other.saved.pieces ?? [])])];
  const note = saved.note || other.saved.note;
  return {
    read: {
      saved: {
        ...saved,
        title: saved.title || other.saved.title,
        ...(fitting && { fitting }),
        ...(pieces.length > 0 && { pieces }),
        ...(Object.keys(pupils).length > 0 && { pupils }),
        ...(note && { note }),
        samples: [...saved.samples, ...samples],
        ranks: saved.ranks ?? other.saved.ranks,
        runs: sorted.map(({ plan }) => plan.id),
      },
      runs: sorted,
    },
    added: merged.added.length,
    extended: merged.extended,
  };
}
