// The lab's state after an experiment whose losses follow a known law. Trains nothing; the fits are real.
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import { initialState, type ExperimentState } from '../../../src/lab/state/state.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { finishedRuns, jitter, type World } from '../lab/finished-run.ts';

/** Tokens a step at which the synthetic models waste half of them. */
const CRITICAL_BATCH = 2048;

/** The state after an experiment with losses from a known law, with every fit made. */
export function syntheticExperiment(id: ExperimentId, size: ExperimentSize = 'quick'): ExperimentState {
  const preset = presetOf(id);
  const runs = finishedRuns(id, size, worldOf());
  const fitting = { floor: preset.floor, convention: 'non-embedding', loss: 'huber' } as const;
  const analysis = analyse(analysisRequest(runs, preset, fitting));
  return {
    ...initialState('https://somewhere.example/'),
    experiment: id,
    size,
    shown: id,
    phase: 'ended',
    runs,
    fitOptions: fitting,
    analysis: { ...analysis, pending: null, progress: 1, failure: '', whole: analysis },
  };
}

/** The same state before any training. */
export function untrained(state: ExperimentState): ExperimentState {
  const { analysis } = initialState('https://somewhere.example/');
  return { ...state, phase: 'idle', runs: state.runs.map(queuedRun), analysis };
}

/** L = E + (220/N)^0.45 + (15,000/D)^0.55, worse on a small corpus that is read again, with a little noise. */
function worldOf(): World {
  const entropies = new Map<string, number | null>();
  const entropyOf = ({ settings: { corpus, context } }: PlannedRun) => {
    const known = entropies.get(corpus);
    if (known !== undefined) return known;
    const entropy = corpusOf(corpus, context).leastLoss?.low ?? null;
    entropies.set(corpus, entropy);
    return entropy;
  };
  return (run, step, lane) => {
    const { parameters, plan, settings, uniqueTokens } = run;
    const stepTokens = plan.batch * plan.shape.context;
    const tokens = (step * stepTokens) / (1 + stepTokens / CRITICAL_BATCH);
    const learned = (220 / parameters.nonEmbedding) ** 0.45 + (15e3 / tokens) ** 0.55;
    const repeated = Math.max(0, Math.log((step * stepTokens) / uniqueTokens / 4));
    const scarce = settings.uniqueTokens === null ? 0 : (3e3 / uniqueTokens) ** 0.6 + 0.01 * repeated;
    const entropy = entropyOf(run);
    const loss = settings.corpus === 'uniform' ? (entropy ?? 0) : (entropy ?? 0.6) + learned + scarce;
    return Math.min(loss, Math.log(plan.shape.vocabulary)) + jitter(run, lane, 0.004);
  };
}
