import { fitChinchillaLaw } from '../joint/chinchilla-law.ts';
import { fitDataConstrainedLaw } from '../joint/data-constrained-law.ts';
import type { DataConstrainedSymbol } from '../joint/data-constrained-law.ts';
import type { ChinchillaConstants } from '../joint/optimal-allocation.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { jointLawAnalysis } from './analyse-joint-law.ts';
import type { JointLawAnalysis } from './analyse-joint-law.ts';
import type { FitInput } from './request.ts';
import { trainedModels } from './trained-model.ts';

/** The data-constrained law, and the law of the runs that repeat no tokens, over which it is fitted. */
export interface RepeatsAnalysis extends JointLawAnalysis<DataConstrainedSymbol> {
  readonly base: ChinchillaConstants;
  /** Number of models that repeat no tokens. */
  readonly baseModels: number;
}

/** The fewest replicates that a fit accepts, because the intervals of the base are not used. */
const FEW_REPLICATES = 39;

/**
 * R_D* and R_N* of Muennighoff et al. 2023 over all models, where E, A, B, α and β are first fitted to those that repeat
 * no tokens (D ≤ U). Their intervals do not include the uncertainty of the base.
 */
export function analyseRepeats(
  { runs, options: { convention, loss: criterion } }: FitInput,
  onProgress: OnProgress,
): RepeatsAnalysis | Refusal {
  const models = trainedModels(runs, convention);
  const once = models.filter(({ tokens, uniqueTokens }) => tokens <= uniqueTokens);
  const base = fitChinchillaLaw(once, { criterion, replicates: FEW_REPLICATES });
  if (isRefusal(base))
    return { refused: `the law of the runs that repeat no tokens comes first, and ${base.refused}` };
  const law = fitDataConstrainedLaw(models, base.parameters, { criterion, onProgress });
  if (isRefusal(law)) return law;
  return { ...jointLawAnalysis(law, models), base: base.parameters, baseModels: once.length };
}
