import type { ExperimentId } from '../experiments/presets.ts';
import { draftOfRuns, exactDraft, trainTheSame } from '../experiments/draft-of-runs.ts';
import { storedSelection } from '../experiments/selection.ts';
import type { ImportedExperiment } from '../files/history-file.ts';
import { LIMITS } from '../files/limits.ts';
import { areSameRuns } from '../imported/are-same-runs.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import { countAmong, mergedExperiment, mergedRuns, sameExperiment } from './merge-experiments.ts';
import type { ImportedResults } from '../files/results-file.ts';
import type { ReadExperiment } from '../storage/archive.ts';
import { renumbered } from '../storage/renumbered.ts';
import type { Run } from '../runs/run.ts';
import type { Store } from '../state/store.ts';
import { historyWords, measuredCount, knownWords, resultsWords, type KeptResults } from './import-words.ts';
import { measuredExperiment } from './imported/measured-experiment.ts';
import { newExperiment } from './new-experiment.ts';
import type { Persistence } from './persistence.ts';

/** What was added to the history, for the page to show and to say. */
export interface Kept {
  /** The experiment to show; undefined if there was nothing to keep. */
  readonly read: ReadExperiment | undefined;
  readonly said: string;
}

/** The experiment that holds the runs of somebody's table. */
export interface KeptTable {
  readonly read: ReadExperiment;
  /** Says that it was here already; empty if it is new. */
  readonly said: string;
}

/** Keeps imported runs in the history. A run that is there already is not added a second time. */
export class ImportKeeper {
  constructor(
    private readonly persistence: Persistence,
    private readonly store: Store,
  ) {}

  /** Keeps the results of some files, one experiment for each preset. Shows the last one. */
  async keepResults(
    all: readonly ImportedResults[],
    repeated: number,
    ignored: readonly string[] = [],
    refused: readonly string[] = [],
  ): Promise<Kept> {
    const kept: KeptResults[] = [];
    for (const results of all) kept.push(await this.#keep(results));
    return { read: kept.at(-1)?.read, said: resultsWords(kept, repeated, ignored, refused) };
  }

  /**
   * Keeps the experiments of a history file. One that is here already gets the runs, texts and options that it lacks. Shows
   * the latest one of the file.
   */
  async keepHistory(experiments: readonly ImportedExperiment[]): Promise<Kept> {
    // A file may hold copies of an experiment: only earlier experiments count as the same.
    const here = await this.#here();
    const words = { experiments, here: 0, hereRuns: 0, hereMeasured: 0, added: 0, extended: 0 };
    let read: ReadExperiment | undefined;
    // The file has the latest experiment first, and numbers count up.
    for (const experiment of experiments.toReversed()) {
      const same = sameExperiment(experiment, here);
      if (same === undefined) {
        read = await this.#add(experiment.saved, experiment.runs);
        continue;
      }
      const merged = mergedExperiment(same, experiment);
      await this.#replace(same, merged.read);
      read = merged.read;
      words.here += 1;
      words.hereRuns += experiment.runs.length - merged.added;
      words.hereMeasured += measuredCount(experiment);
      words.added += merged.added;
      words.extended += merged.extended;
    }
    return { read, said: historyWords(words) };
  }

  /** Keeps the runs of somebody's table. If they are here already, shows the experiment that has them. */
  async keepMeasured(measured: MeasuredTable): Promise<KeptTable> {
    const here = await this.#here('imported');
    const found = here.find(({ saved }) => areSameRuns(saved.measured, measured));
    if (found !== undefined) return { read: found, said: knownWords(measured, found.saved) };
    const read = await this.#add(measuredExperiment(measured), []);
    return { read, said: '' };
  }

  /** Adds an experiment to the history, with the next number. */
  async #add(saved: ImportedExperiment['saved'], runs: readonly Run[]): Promise<ReadExperiment> {
    const { lastNumber } = this.store.state;
    let number = lastNumber + 1;
    await this.persistence.write(async (archive) => (number = await archive.add(saved, runs)));
    this.store.change({ lastNumber: Math.max(number, lastNumber) });
    return renumbered(saved, runs, number);
  }

  async #keep({ experiment, runs, size: said }: ImportedResults): Promise<KeptResults> {
    const kin = await this.#here(experiment);
    const whole = kin.find((read) => countAmong(runs, read.runs) === runs.length);
    // An imported experiment whose runs are all among these grows. One that was trained here stays as it was trained.
    const part = kin.find(
      (read) =>
        read.saved.origin === 'imported' &&
        read.runs.length > 0 &&
        countAmong(read.runs, runs) === read.runs.length,
    );
    const related = kin.filter(
      (read) => (said === null || read.saved.size === said) && trainTheSame(runs, read.runs),
    );
    // Results of the same settings share a law, whether their files are opened together or one after another.
    const open = related.find(
      (read) => read.saved.origin === 'imported' && read.runs.length + runs.length <= LIMITS.runs,
    );
    const found = whole ?? part ?? open;
    const others = kin.filter((read) => read !== found);
    const elsewhere = Math.max(0, ...others.map((other) => countAmong(runs, other.runs)));
    if (found !== undefined) {
      const grown = await this.#grow(found, runs);
      return { ...grown, elsewhere: grown.added === 0 ? 0 : elsewhere };
    }
    // Results that say no size have that of the settings that they were trained with.
    const size =
      said ??
      (exactDraft(experiment, 'full', runs) === null && exactDraft(experiment, 'quick', runs) !== null
        ? 'quick'
        : 'full');
    const draft = draftOfRuns(experiment, size, runs);
    const read = await this.#add(newExperiment({ experiment, size, draft }, 'imported'), runs);
    const twin = related.find(({ saved }) => saved.origin === 'trained')?.saved ?? null;
    return { read, runs, into: null, added: runs.length, extended: 0, elsewhere, twin };
  }

  async #grow(found: ReadExperiment, others: readonly Run[]): Promise<KeptResults> {
    const { added, extended, runs: merged } = mergedRuns(found.runs, others, found.saved.number);
    const runs = merged.toSorted((a, b) => a.flops - b.flops);
    const { experiment, origin, size } = found.saved;
    // The settings that are shown are those of all its runs.
    const draft = origin === 'imported' && added.length > 0 ? exactDraft(experiment, size, runs) : null;
    const read = {
      saved: {
        ...found.saved,
        ...(draft && storedSelection({ experiment, size, draft })),
        runs: runs.map(({ plan }) => plan.id),
      },
      runs,
    };
    await this.#replace(found, read);
    return { read, runs: others, into: found.saved, added: added.length, extended, elsewhere: 0, twin: null };
  }

  /** The experiments on disk, or those of one preset, latest first, without removed ones. */
  async #here(preset?: ExperimentId): Promise<ReadExperiment[]> {
    const read = await this.persistence.read(async (archive) => {
      const listed = (await archive.list()).filter(
        ({ experiment, removed }) => !removed && (preset === undefined || experiment === preset),
      );
      return Promise.all(listed.map(({ number }) => archive.read(number)));
    });
    return (read ?? []).filter((experiment) => experiment !== undefined);
  }

  /** Saves an experiment again, with those of its runs that are new or changed. */
  async #replace(before: ReadExperiment, { saved, runs }: ReadExperiment): Promise<void> {
    const known = new Set(before.runs);
    const changed = runs.filter((run) => !known.has(run));
    await this.persistence.write((archive) => archive.replace(saved, changed));
  }
}
