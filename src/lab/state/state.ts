import type { ProbeResult, SampleResult } from '../../engine/trainer.ts';
import type { FitOptions } from '../../laws/analysis/request.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { ExperimentSummary } from '../storage/experiment-summary.ts';
import { MOST_WEIGHT_BYTES } from '../storage/weight-budget.ts';
import type { Conclusion } from '../experiments/conclusion.ts';
import { CORPUS_TITLES, corpusOf } from '../plan/corpora.ts';
import type { ExperimentId, ExperimentSize } from '../experiments/preset.ts';
import { presetOf } from '../experiments/presets.ts';
import { firstLaw } from '../analysis/laws-of.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import { readDraft, type Refusals } from '../plan/read-draft.ts';
import { FULL_SWEEP } from '../plan/recipe.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import { NOTHING_FITTED, type ShownAnalysis } from '../analysis/shown-analysis.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import { suggestSweep, type SweepSuggestion } from '../estimate/suggest-sweep.ts';
import { draftOf, type SweepDraft } from '../plan/sweep-settings.ts';
import { paceOf } from '../estimate/time-left.ts';
import { warningsOf } from '../plan/warnings.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';

/** `idle` before the first start; `ended` after a sweep, whose runs stay until the next start. */
export type Phase = 'idle' | 'running' | 'paused' | 'stopping' | 'ended';

/** How the loss chart is looked at. */
export interface LossView {
  readonly over: 'steps' | 'tokens' | 'flops' | 'pf-days';
  readonly axes: 'log' | 'linear';
}

/** Text a model wrote. */
export interface Sample extends SampleResult {
  readonly width: number;
  readonly temperature: number;
}

/** What has been chosen and what the settings' form says. */
export interface Proposal {
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  /** Of the sweep over widths; other experiments have their runs as they are. */
  readonly draft: SweepDraft;
  /** The rule each wrong field breaks. */
  readonly refusals: Refusals;
  /** What is allowed but risky. */
  readonly warnings: readonly string[];
  /** The runs it means, cheapest first; none while a field is refused, or where nothing is trained. */
  readonly planned: readonly PlannedRun[];
}

export interface ExperimentState extends Proposal {
  /** The sweep over widths that was suggested and stands in the form, or why none could be; null if none was asked for. */
  readonly suggestion: SweepSuggestion | Refusal | null;
  readonly adapter: ProbeResult | { readonly kind: 'asking' };
  readonly phase: Phase;
  /** The experiment to which the runs belong, with their analysis and conclusion. */
  readonly shown: ExperimentId;
  /** The number under which it is kept; null before it has begun. */
  readonly number: number | null;
  /** The highest number of an experiment in this browser; part of the runs' ids. */
  readonly lastNumber: number;
  /** What is kept on disk. */
  readonly history: KeptHistory;
  /** What came of the last file or link; null before the first. */
  readonly news: { readonly said: string; readonly refused: boolean } | null;
  /** The runs on the page, cheapest first. */
  readonly runs: readonly Run[];
  /** How fits are made. */
  readonly fitting: FitOptions;
  /** The fits of these runs. */
  readonly analysis: ShownAnalysis;
  /** Of the text whose words were counted; null where none was. */
  readonly ranks: RankFrequency | Refusal | null;
  /** Whether the experiment reproduced its result; null before it has ended. */
  readonly conclusion: Conclusion | null;
  /** Latest first. */
  readonly samples: readonly Sample[];
  readonly temperature: number;
  readonly sampling: 'idle' | 'writing';
  /** Why the last text could not be written; empty if it could. */
  readonly sampleTrouble: string;
  readonly lossView: LossView;
  /** Why nothing can be trained any more; empty while it can. */
  readonly trouble: string;
  /** Whether another tab of this page trains, and this one only shows what it has kept. */
  readonly watching: boolean;
  /** GPUs lost since the sweep began or was gone on with. */
  readonly lostGpus: number;
  /** Why a sweep was given up, and what to try; empty if it was not. */
  readonly advice: string;
  /** Why something could not be kept on disk; empty while everything can. */
  readonly unkept: string;
}

/** Experiments on disk, and the room they take. */
export interface KeptHistory {
  /** Latest first. */
  readonly experiments: readonly ExperimentSummary[];
  /** Numbers of those that were removed and can still be had back. */
  readonly removed: readonly number[];
  /** What the models of all runs that have ended take at most, in bytes. */
  readonly weightBudget: number;
  /** What the browser says that this page takes and may take, in bytes; null where it does not say. */
  readonly room: { readonly usage: number; readonly quota: number } | null;
}

/** What was chosen, before it is planned. */
export type Choice = Pick<Proposal, 'experiment' | 'size' | 'draft'>;

/**
 * Plans the runs of an experiment: those of a preset, or what the form's text says of widths.
 * @param sweep prefix of the runs' ids
 * @param base address against which the text's file is found
 */
export function proposal(choice: Choice, sweep: string, base: string): Proposal {
  const { experiment, size, draft } = choice;
  if (experiment === 'widths') return { ...choice, ...widthsProposal(draft, sweep, base) };
  const planned = planRuns(presetOf(experiment).runs[size], sweep, base);
  return { ...choice, refusals: {}, warnings: [], planned };
}

function widthsProposal(draft: SweepDraft, sweep: string, base: string): Omit<Proposal, keyof Choice> {
  const { settings, refusals } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null) return { refusals, warnings: [], planned: [] };
  const corpus = corpusOf(settings.corpus, settings.context);
  const planned = planRuns(sweepRuns(settings), sweep, base);
  return { refusals, warnings: warningsOf(settings, corpus), planned };
}

/** The sweep over widths that suits the form's other settings, the adapter and some minutes; null beside other experiments. */
export function suggestion(
  { adapter, draft, experiment, runs }: ExperimentState,
  minutes: number,
  base: string,
): SweepSuggestion | Refusal | null {
  if (experiment !== 'widths') return null;
  if (adapter.kind !== 'adapter') return { refused: 'without an adapter nothing can be trained' };
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a sweep is suggested for settings that are valid: some are refused' };
  return suggestSweep(minutes, settings, paceOf(adapter, runs), base);
}

/** The law that is drawn and stated: that of the first series that has one, or why there is none; null before. */
export function shownLaw({ analysis, shown }: ExperimentState): SampledLaw | Refusal | null {
  return firstLaw(analysis, presetOf(shown).laws[0]);
}

/** Before anything is asked or trained: the default sweep stands in the form and, queued, on the charts. */
export function initialState(base: string): ExperimentState {
  const choice: Choice = { experiment: 'widths', size: 'full', draft: draftOf(FULL_SWEEP) };
  const first = proposal(choice, 'sweep1', base);
  return {
    ...first,
    suggestion: null,
    adapter: { kind: 'asking' },
    phase: 'idle',
    shown: choice.experiment,
    number: null,
    lastNumber: 0,
    history: { experiments: [], removed: [], weightBudget: MOST_WEIGHT_BYTES, room: null },
    news: null,
    runs: first.planned.map(queuedRun),
    fitting: { floor: 'auto', convention: 'non-embedding', loss: 'huber' },
    analysis: NOTHING_FITTED,
    ranks: null,
    conclusion: null,
    samples: [],
    temperature: 0.8,
    sampling: 'idle',
    sampleTrouble: '',
    lossView: { over: 'steps', axes: 'log' },
    trouble: '',
    watching: false,
    lostGpus: 0,
    advice: '',
    unkept: '',
  };
}
