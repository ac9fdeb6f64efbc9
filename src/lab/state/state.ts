import type { LaneCost, ProbeResult } from '../../engine/trainer.ts';
import type { FitOptions } from '../../laws/analysis/request.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { ExperimentSummary } from '../storage/experiment-summary.ts';
import type { RecordedSweep } from '../recorded/recorded-sweep.ts';
import type { IntakeReport, PoolState } from '../class/class-state.ts';
import type { ColumnForm } from './column-form.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import type { StorageUse } from '../storage/disk.ts';
import { MOST_WEIGHT_BYTES } from '../storage/weight-budget.ts';
import { NOTHING_COMPARED, type Comparison } from '../comparison/comparison.ts';
import { DEFAULT_EXPERIMENT, type ExperimentId } from '../experiments/presets.ts';
import type { LessonState } from '../class/class-state.ts';
import type { conclude } from '../conclusions/conclude.ts';
import { mainLawOf } from '../analysis/laws-of.ts';
import { subjectOf } from '../analysis/subject.ts';
import type { Pace } from '../estimate/pace.ts';
import type { Smoothing } from '../runs/decimate.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import type { Sample, Writer } from '../runs/text-sample.ts';
import { ownDraft, type Selection } from '../experiments/selection.ts';
import type { Refusals } from '../plan/read-draft.ts';
import { NO_OWN_TEXTS, type OwnTextState } from './own-text-state.ts';
import { shownFits, usualFitting } from './shown-fits.ts';
import { proposal, type Proposal } from './proposal.ts';
import type { Suggestion } from './suggestion.ts';
import { NOTHING_FITTED, type ShownAnalysis } from '../analysis/shown-analysis.ts';

/** `idle` before the first start; `ended` after a sweep, whose runs stay until the next start. */
export type Phase = 'idle' | 'running' | 'paused' | 'stopping' | 'ended';

/** The scale of an axis. */
export type Scale = 'log' | 'linear';

/** How the loss chart shows training curves. */
export interface LossView {
  readonly over: 'steps' | 'tokens' | 'flops' | 'pf-days';
  readonly axes: Scale;
  readonly smoothing: Smoothing;
}

export interface ExperimentState extends Proposal {
  /** The suggestion for some minutes, which fills the form, or why there is none; null before a person asks. */
  readonly suggestion: Suggestion | Refusal | null;
  readonly adapter: ProbeResult | { readonly kind: 'asking' };
  readonly phase: Phase;
  /** Whether the trainer measures, before a run, which kernels train it fastest. */
  readonly tuning: boolean;
  /** How fast the adapter trains, as timed before any run; null if it was not. */
  readonly timedPace: Pace | null;
  /** What the seeds of the page's own proposal cost, as measured on this GPU; null if they were not measured, or one is best. */
  readonly seedCost: LaneCost | null;
  /** Planned runs that the GPU cannot hold, in words, at the field that makes them smaller. */
  readonly tooLarge: Refusals;
  /** Whether a person has chosen or edited anything, or an experiment was opened. */
  readonly chosen: boolean;
  /** The experiment to which the runs and their analysis belong. */
  readonly shown: ExperimentId;
  /** What the shown experiment began with; null while the page shows the runs of the proposal. */
  readonly begun: Selection | null;
  /** Its number on disk; null before it has begun. */
  readonly number: number | null;
  /** The highest number of an experiment in this browser; part of the runs' ids. */
  readonly lastNumber: number;
  /** The experiments on disk. */
  readonly history: SavedHistory;
  /** The experiments of the history that a person compares. */
  readonly comparison: Comparison;
  /** The lesson that the page follows; null for none. */
  readonly lesson: LessonState | null;
  /** The benchmark, if its page is shown instead of the experiment; else null. */
  readonly benchmark: BenchmarkPlace | null;
  /** The result of the last import of a file or link; null before the first. */
  readonly notice: { readonly said: string; readonly refused: boolean } | null;
  /**
   * The recorded sweep whose runs are on the page before the first start; null while the runs are a person's own. Its
   * phase is `idle`, and nothing of it is saved.
   */
  readonly recorded: RecordedSweep | null;
  /** Whole seconds until the sweep starts by itself; null if it does not. */
  readonly countdown: number | null;
  /** The runs on the page, cheapest first. */
  readonly runs: readonly Run[];
  /** The runs of somebody's table, if the experiment on the page is one; then `runs` is empty. */
  readonly measured: MeasuredTable | null;
  /** The class whose results are on the page; null if the runs are nobody's pool. */
  readonly pool: PoolState | null;
  /** What came of the results that were given last; null before any. */
  readonly intake: IntakeReport | null;
  /** The table whose columns a person may choose; null before one is opened on this visit. */
  readonly columnForm: ColumnForm | null;
  /** How fits are made. */
  readonly fitOptions: FitOptions;
  /** The fits of these runs. */
  readonly analysis: ShownAnalysis;
  /** Texts of the person's own in this browser. */
  readonly ownText: OwnTextState;
  /** What concludes an experiment. Null until one is trained or opened; a refusal if its code could not be loaded. */
  readonly conclude: typeof conclude | Refusal | null;
  /** Words of a text by rank; null if none were counted. */
  readonly ranks: RankFrequency | Refusal | null;
  /** Latest first. */
  readonly samples: readonly Sample[];
  readonly temperature: number;
  /** The model that a person chose to write; null for the last one. */
  readonly writer: Writer | null;
  readonly sampling: 'idle' | 'sampling';
  /** Why the last text could not be written; empty if it was written. */
  readonly samplingFailure: string;
  readonly lossView: LossView;
  /** What a person has chosen on other charts, such as `scaling-chart axes`: `linear`. */
  readonly chartChoices: Readonly<Record<string, string>>;
  /** The id of the run that a person has singled out; null for none. It may be one that the page no longer shows. */
  readonly singledOut: string | null;
  /** Why nothing can be trained any more; empty while training is possible. */
  readonly failure: string;
  /** The tab of this page that may train and write, if it is another one; null if it is this one. */
  readonly otherTab: OtherTab | null;
  /** Whether the disk has not said yet what it keeps. Until then no experiment may begin, because its number may be taken. */
  readonly awaitsDisk: boolean;
  /** GPUs lost since the sweep began or was resumed. */
  readonly lostGpus: number;
  /** Why a sweep stopped by itself, and what to try; empty if it did not. */
  readonly stopReason: string;
  /** Why something could not be saved to disk; empty while everything can. */
  readonly storageError: string;
}

/** Another tab of this page, which has the lock. This one only shows what that tab saves. */
export interface OtherTab {
  readonly trains: boolean;
  /** Whether it took the lock from this tab. */
  readonly took: boolean;
  /** Whether this tab has asked it for the lock, and it has not answered for too long. */
  readonly answer: 'none' | 'waiting' | 'silent';
}

/** The page of the benchmark. */
export interface BenchmarkPlace {
  /** The fragment of the link that shows it. */
  readonly link: string;
  /** Whether it measures now. */
  readonly measures: boolean;
}

/** The experiments on disk, and the storage that they use. */
export interface SavedHistory {
  /** Latest first. */
  readonly experiments: readonly ExperimentSummary[];
  /** Numbers of removed experiments that can still be restored. */
  readonly removed: readonly number[];
  /** The most bytes that the models of ended runs may use. */
  readonly weightBudget: number;
  /** Null if the browser gives no estimate. */
  readonly storageEstimate: StorageUse | null;
}

/**
 * The power law that the page states: one line for all depths where these vary, else the law of the first series that
 * has one. Null before there is one, and if one law of several variables describes every series.
 */
export function shownLaw(state: ExperimentState): SampledLaw | Refusal | null {
  const { analysis, fitOptions } = state;
  const subject = subjectOf(analysis, shownFits(state), fitOptions);
  if (subject.kind === 'depth') return subject.law;
  return subject.kind === 'series' ? mainLawOf(analysis, subject.of) : null;
}

/**
 * Whether another experiment can be chosen, opened or started, because no run is trained, here or in another tab, and the
 * benchmark does not measure.
 */
export function isFree({ benchmark, otherTab, phase }: ExperimentState): boolean {
  return otherTab === null && benchmark?.measures !== true && (phase === 'idle' || phase === 'ended');
}

/**
 * The state before anything is asked or trained. The default sweep is in the form, and its queued runs are on the
 * charts.
 */
export function initialState(base: string): ExperimentState {
  const selection: Selection = {
    experiment: DEFAULT_EXPERIMENT,
    size: 'full',
    draft: ownDraft(DEFAULT_EXPERIMENT, 'full'),
  };
  const first = proposal(selection, 'sweep1', base);
  return {
    ...first,
    suggestion: null,
    adapter: { kind: 'asking' },
    phase: 'idle',
    tuning: false,
    timedPace: null,
    seedCost: null,
    tooLarge: {},
    chosen: false,
    shown: selection.experiment,
    begun: null,
    number: null,
    lastNumber: 0,
    history: { experiments: [], removed: [], weightBudget: MOST_WEIGHT_BYTES, storageEstimate: null },
    comparison: NOTHING_COMPARED,
    lesson: null,
    benchmark: null,
    notice: null,
    recorded: null,
    countdown: null,
    runs: first.planned.map(queuedRun),
    measured: null,
    pool: null,
    intake: null,
    columnForm: null,
    fitOptions: usualFitting(selection.experiment),
    analysis: NOTHING_FITTED,
    ownText: NO_OWN_TEXTS,
    conclude: null,
    ranks: null,
    samples: [],
    temperature: 0.8,
    writer: null,
    sampling: 'idle',
    samplingFailure: '',
    lossView: { over: 'steps', axes: 'log', smoothing: 'light' },
    chartChoices: {},
    singledOut: null,
    failure: '',
    otherTab: null,
    awaitsDisk: false,
    lostGpus: 0,
    stopReason: '',
    storageError: '',
  };
}
