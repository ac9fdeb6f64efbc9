import { fitLine, type Line } from '../../laws/stats/line.ts';
import { mean } from '../../laws/stats/mean.ts';
import type { Evaluation, Run } from '../runs/run.ts';

/** Losses of models on their own text and on another one, nats per token: means over seeds. */
export interface LossPair {
  readonly own: number;
  readonly other: number;
}

/** How the loss on one other text goes with the loss on the own one. */
export interface Transfer {
  /** Id of the other text. */
  readonly text: string;
  /** Of each size at its end, smallest first. */
  readonly finals: readonly (LossPair & { readonly run: Run })[];
  /** The line of least squares through the finals that a fit uses; null for fewer than two, or if they do not differ. */
  readonly line: Line | null;
  /** The largest of the models that are evaluated most often, in training; null before any evaluation. */
  readonly path: {
    readonly run: Run;
    readonly points: readonly (LossPair & { readonly step: number })[];
  } | null;
}

/** Of each other text of these runs. */
export function transfersOf(runs: readonly Run[]): Transfer[] {
  const texts = new Set(runs.flatMap(({ plan }) => (plan.evaluation.texts ?? []).map(({ id }) => id)));
  return Array.from(texts, (text) => {
    const finals = finalsOn(runs, text);
    return {
      text,
      finals,
      line: lineThrough(finals.filter(({ run }) => run.fitted)),
      path: pathOn(runs, text),
    };
  });
}

function finalsOn(runs: readonly Run[], text: string): Transfer['finals'] {
  const sizes = new Map<number, { run: Run; pairs: LossPair[] }>();
  for (const run of runs.toSorted((a, b) => a.parameters.nonEmbedding - b.parameters.nonEmbedding)) {
    const last = run.evaluations.find(({ step }) => step === run.plan.steps);
    const pair = run.state === 'finished' && last !== undefined ? pairOf(last, text) : null;
    if (pair === null) continue;
    const size = run.parameters.nonEmbedding;
    const found = sizes.get(size) ?? { run, pairs: [] };
    sizes.set(size, found);
    found.pairs.push(pair);
  }
  return Array.from(sizes.values(), ({ run, pairs }) => ({
    run,
    own: mean(pairs.map(({ own }) => own)),
    other: mean(pairs.map(({ other }) => other)),
  }));
}

/** Null if the evaluation has no such text, or a model has diverged. */
function pairOf({ losses, texts = [] }: Evaluation, text: string): LossPair | null {
  const score = texts.find(({ id }) => id === text);
  if (score === undefined) return null;
  const [own, other] = [mean(losses), mean(score.losses)];
  return Number.isFinite(own) && Number.isFinite(other) ? { own, other } : null;
}

function lineThrough(finals: readonly LossPair[]): Line | null {
  const line = fitLine(
    finals.map(({ own }) => own),
    finals.map(({ other }) => other),
  );
  return Number.isFinite(line.slope) ? line : null;
}

function pathOn(runs: readonly Run[], text: string): Transfer['path'] {
  const followed = runs.filter(({ plan }) => plan.evaluation.steps.length > 1);
  const seen = followed.flatMap((run) => {
    const points = run.evaluations.flatMap((evaluation) => {
      const pair = pairOf(evaluation, text);
      return pair === null ? [] : [{ ...pair, step: evaluation.step }];
    });
    return points.length === 0 ? [] : [{ run, points: points.toSorted((a, b) => a.step - b.step) }];
  });
  const [most] = seen.toSorted(
    (a, b) =>
      b.run.plan.evaluation.steps.length - a.run.plan.evaluation.steps.length ||
      b.run.parameters.nonEmbedding - a.run.parameters.nonEmbedding ||
      b.points.length - a.points.length,
  );
  return most ?? null;
}
