import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { fitScalingLaw, type ScalingLaw } from '../../laws/scaling-law.ts';
import { reachedLosses, type Run } from '../run.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { meanOf, sizeOf } from './mean-and-spread.ts';

/** Root mean square of log residuals of models "on one line". */
const ONE_LINE = 0.03;
/** Standard errors by which one layer must lie above the line. */
const CLEARLY = 2;

/** Kaplan et al. 2020, figure 6. */
export function concludeDepth({ runs }: Evidence): Finding[] {
  const deep = runs.filter((run) => run.plan.shape.layers > 1);
  const flat = runs.filter((run) => run.plan.shape.layers === 1);
  const law = lawOver(deep, 'nonEmbedding');
  return [
    onOneLine(law),
    oneLayerOff(law, flat),
    embeddingOut(law, lawOver(deep, 'total')),
    ...everyRunFinished(runs),
  ];
}

/** Of every depth together. */
function lawOver(runs: readonly Run[], count: 'nonEmbedding' | 'total'): ScalingLaw | Refusal {
  return fitScalingLaw(
    runs.flatMap((run) =>
      Array.from(reachedLosses(run) ?? [], (loss) => ({ x: run.parameters[count], loss })),
    ),
    { replicates: 100 },
  );
}

function onOneLine(law: ScalingLaw | Refusal): Finding {
  const claim = 'Models of two or more layers lie on one line L(N).';
  if (isRefusal(law)) return untold(claim, `There is no law: ${law.refused}.`);
  const rest = sizeOf(law.law.residuals);
  return {
    claim,
    holds: rest <= ONE_LINE,
    words: `${law.formula('N')}, off ${law.law.points.length} models by ${percent(rest)} (at most ${percent(ONE_LINE)} is asked).`,
  };
}

function oneLayerOff(law: ScalingLaw | Refusal, runs: readonly Run[]): Finding {
  const claim = 'Models of one layer lie above that line.';
  if (isRefusal(law)) return untold(claim, 'There is no line.');
  const above = runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [], (loss) =>
      Math.log(loss / law.law.predict(run.parameters.nonEmbedding)),
    ),
  );
  if (above.length === 0) return untold(claim, 'None has finished.');
  const error = sizeOf(law.law.residuals) / Math.sqrt(above.length);
  return {
    claim,
    holds: meanOf(above) > CLEARLY * error,
    words: `Their losses are ${above.map((share) => percent(Math.expm1(share))).join(', ')} above it; chance gives ${percent(error)} on average.`,
  };
}

function embeddingOut(without: ScalingLaw | Refusal, within: ScalingLaw | Refusal): Finding {
  const claim = 'The line is better with the embedding left out of N.';
  if (isRefusal(without) || isRefusal(within)) return untold(claim, 'There are no two lines to compare.');
  const [out, counted] = [sizeOf(without.law.residuals), sizeOf(within.law.residuals)];
  return {
    claim,
    holds: out < counted,
    words: `Off by ${percent(out)} without and ${percent(counted)} with embedding, head, biases and norms.`,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
