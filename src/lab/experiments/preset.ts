import type { Subject } from '../analysis/subject.ts';
import type { FitName, LawVariable } from '../../laws/analysis/request.ts';
import type { FloorChoice } from '../../laws/power-law/choose-floor.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { DraftField, SweepDraft, SweepSettings } from '../plan/sweep-settings.ts';

/** `quick` takes under five minutes on a laptop's GPU. */
export type ExperimentSize = 'full' | 'quick';

/** The charts that an experiment is about. */
export interface Stage<View extends string = string> {
  /** The largest plot of the page. */
  readonly hero: View;
  /** A smaller one at its side; null for none. */
  readonly beside: View | null;
}

/** An experiment, as data: what it trains, what it fits and shows. `src/lab/conclusions` judges its result. */
export interface Preset {
  readonly title: string;
  /** What it shows, in one plain sentence. */
  readonly headline: string;
  /** The result it reproduces, in a sentence, with its source. */
  readonly result: string;
  /** What differs between runs. */
  readonly varies: string;
  /** It trains `runs`, counts the words of a `text`, reads a `table` of others' runs, or does `nothing` but arithmetic. */
  readonly measures: 'runs' | 'text' | 'table' | 'nothing';
  /** Variables of the power laws of its series. The first is drawn, and predicts runs. */
  readonly laws: readonly LawVariable[];
  /** What is fitted besides these laws. */
  readonly fits: readonly FitName[];
  /** Whether these laws have a floor, unless a person chooses otherwise. */
  readonly floor: FloorChoice;
  /** Which law the experiment is about: the page states it, draws it and shows its residuals. */
  readonly subject: Subject;
  /** Set if a model that diverges is a result: then a run counts as diverged only if all its models did. */
  readonly mayDiverge?: true;
  /** What its runs keep fixed, and therefore cannot show. */
  readonly caveats: readonly string[];
  /** How to read the floor of its law; left out for natural texts. */
  readonly floorCaveat?: string;
  /** The charts that it shows first: rows of `CHARTS` in `src/page/views/charts.ts`. */
  readonly stage: Stage;
  /** Its other charts, in this order, from the same rows. */
  readonly views: readonly string[];
  /** What the page calls one of its runs: `width` if runs differ only in their width. */
  readonly unit: 'run' | 'width';
  /** The settings of each size, which the form shows until a person edits them. */
  readonly settings: Readonly<Record<ExperimentSize, SweepSettings>>;
  /** What early files and links mean, which lack a field that the form has now; left out where there are none. */
  readonly early?: Readonly<Record<ExperimentSize, Partial<SweepDraft>>>;
  /** The fields that a person may set, each with its meaning here; none if nothing is trained. */
  readonly editable: Readonly<Partial<Record<DraftField, string>>>;
  /** What the page suggests for a number of minutes: the best widths, seeds and tokens for its law, or only tokens. */
  readonly suggests: 'widths' | 'tokens';
  /** The runs of these settings in a size. */
  runs(settings: SweepSettings, size: ExperimentSize): RunSettings[];
}

/** The fields that mean the same in most experiments. */
export const USUAL_FIELDS = {
  tokens: 'a model; 4.1M is fine',
  seed: 'of weights and order',
  lanes: 'models a run, side by side',
  kernels: 'how the GPU computes',
  corpus: 'what is read',
} as const satisfies Preset['editable'];
