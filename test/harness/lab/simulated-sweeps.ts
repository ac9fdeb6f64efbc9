// Sweeps in worlds whose truth is known, with noise, and what the verdicts on many of them are. Trains nothing.
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { presetOf, presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import type { RunSettings } from '../../../src/lab/plan/run-settings.ts';
import { emptyCurve, extended } from '../../../src/lab/runs/curve.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { predict } from '../../../src/lab/analysis/prediction.ts';
import { analyse, type Analysis } from '../../../src/laws/analysis/analyse.ts';
import { worldNoise } from '../laws/law-worlds.ts';
import type { FitName } from '../../../src/laws/analysis/request.ts';
import { finishedRun, pilotElsewhere, type World } from './finished-run.ts';

/** What a sweep is drawn from. */
export interface Simulation {
  /** The losses that endless seeds would have on average. */
  readonly world: World;
  /** Standard deviation between seeds, nats; by default that of the pilot's runs. */
  readonly seeds?: number | ((run: PlannedRun) => number);
  /** The loss on another text where the one on the own text is known; by default as in the pilot. */
  readonly elsewhere?: (id: string, own: number, run: PlannedRun, step: number) => number;
  /** Standard deviation of that loss between seeds and from one evaluation to the next, nats. */
  readonly elsewhereNoise?: { readonly seeds: number; readonly evaluations: number };
  /** Standard deviation of the training loss of one step about its mean, nats; by default runs have no curve. */
  readonly steps?: number;
  /** By default those of the quick size. */
  readonly runs?: readonly RunSettings[];
  readonly size?: ExperimentSize;
}

/** Nats: seeds of one setting of the recipe. */
export const PILOT_SEEDS = 0.015;

/** How far single models of the pilot lay from the lines through them, and evaluations of one model from its path. */
const PILOT_ELSEWHERE_NOISE = { seeds: 0.0175, evaluations: 0.005 };

/** One sweep of an experiment, drawn with a seed. */
export function simulatedRuns(id: ExperimentId, simulation: Simulation, seed: number): Run[] {
  const { world, seeds = PILOT_SEEDS, steps = 0, size = 'quick' } = simulation;
  const normal = worldNoise(Math.imul(seed, 0x9e3779b1));
  const settings = simulation.runs ?? presetRuns(id, size);
  return planRuns(settings, 's', 'https://somewhere.example/').map((planned) => {
    const deviation = typeof seeds === 'number' ? seeds : seeds(planned);
    const offsets = planned.plan.lanes.map(() => deviation * normal());
    const seeded: World = (of, step, lane) => world(of, step, lane) + (offsets[lane] ?? 0);
    if (steps === 0) return withTexts(evaluatedRun(planned, seeded), simulation, normal);
    const run = finishedRun(planned, seeded);
    return { ...run, curve: noisyCurve(run, steps, normal) };
  });
}

/** A finished run with evaluations only, which is enough for most verdicts. */
function evaluatedRun(planned: PlannedRun, world: World): Run {
  const { evaluation, lanes, steps } = planned.plan;
  return {
    ...queuedRun(planned),
    state: 'finished',
    step: steps,
    evaluations: evaluation.steps.map((step) => ({
      step,
      losses: Float32Array.from(lanes, (_, lane) => world(planned, step, lane)),
    })),
  };
}

/** The run with losses on the other texts of its plan. */
function withTexts(run: Run, simulation: Simulation, normal: () => number): Run {
  const { texts = [] } = run.plan.evaluation;
  if (texts.length === 0) return run;
  const { elsewhere = pilotElsewhere, elsewhereNoise: noise = PILOT_ELSEWHERE_NOISE } = simulation;
  const offsets = texts.map(() => run.plan.lanes.map(() => noise.seeds * normal()));
  const evaluations = run.evaluations.map(({ step, losses }) => ({
    step,
    losses,
    texts: texts.map((text, i) => ({
      ...text,
      losses: losses.map(
        (own, lane) =>
          elsewhere(text.id, own, run, step) + (offsets[i]?.[lane] ?? 0) + noise.evaluations * normal(),
      ),
    })),
  }));
  return { ...run, evaluations };
}

function noisyCurve({ curve }: Run, deviation: number, normal: () => number): Run['curve'] {
  const { lanes, steps } = curve;
  const losses = curve.losses.slice(0, steps * lanes).map((loss) => loss + deviation * normal());
  return extended(emptyCurve(lanes), 0, losses);
}

/** Fits that no verdict reads, and that take most of the time. */
const UNJUDGED: ReadonlySet<FitName> = new Set(['frontier', 'steps', 'positions']);

/** The verdict of the page on these runs. */
export function verdictOf(id: ExperimentId, runs: readonly Run[]): Verdict {
  const { fits } = presetOf(id);
  const analysis = analysisOf(
    id,
    runs,
    fits.filter((name) => !UNJUDGED.has(name)),
  );
  return conclude(id, { runs, analysis, ranks: null });
}

function analysisOf(id: ExperimentId, runs: readonly Run[], fits: readonly FitName[]): Analysis {
  const { floor, laws } = presetOf(id);
  const options = { floor, convention: 'non-embedding', loss: 'huber' } as const;
  return analyse(analysisRequest(runs, { laws: laws.slice(0, 1), fits }, options));
}

/** The runs, each with its prediction by the law of the runs before it, as the lab makes it. */
export function predictedRuns(id: ExperimentId, runs: readonly Run[]): Run[] {
  return runs.map((run, i) => {
    const known = runs.map((other, j): Run => (j < i ? other : { ...other, state: 'queued' }));
    return { ...run, prediction: predict(analysisOf(id, known, []), run, presetOf(id).laws[0]) };
  });
}

/** Shares of the verdicts on sweeps that differ by their seed only. */
export type Rates = Readonly<Record<Verdict['reproduced'], number>>;

export function ratesOf(
  id: ExperimentId,
  simulation: Simulation,
  count: number,
  prepared: (runs: readonly Run[]) => readonly Run[] = (runs) => runs,
): Rates {
  const found = Array.from(
    { length: count },
    (_, i) => verdictOf(id, prepared(simulatedRuns(id, simulation, i + 1))).reproduced,
  );
  const share = (outcome: Verdict['reproduced']): number =>
    found.filter((one) => one === outcome).length / count;
  return { yes: share('yes'), no: share('no'), 'cannot tell': share('cannot tell') };
}

/** Nats per character where a model knows only letter frequencies, or only the letter before. */
export const UNIGRAM_LOSS = 3.01;
export const BIGRAM_LOSS = 2.364;

/** Loss of a blind guess among the 86 characters of the text. */
export const BLIND_LOSS = Math.log(86);

/** The law of 24 runs of the default recipe in PyTorch: 0.398 + 8.21 / N^0.282 + 88.4 / D^0.343, off by 2.2 %. */
export function pilotLoss(parameters: number, tokens: number): number {
  return Math.min(BLIND_LOSS, 0.398 + 8.21 / parameters ** 0.282 + 88.4 / tokens ** 0.343);
}

/** The pilot's law along each run. */
export const pilot: World = (run: PlannedRun, step) =>
  pilotLoss(run.parameters.nonEmbedding, step * run.plan.batch * run.plan.shape.context);
