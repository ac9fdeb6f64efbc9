import type { ModelShape } from '../../engine/trainer.ts';
import { countParameters, sixND, trainingFlops } from '../../laws/counting/count-parameters.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { CORPUS_TITLES, corpusOf } from '../plan/corpora.ts';
import { planRuns } from '../plan/plan-runs.ts';
import { readDraft, STEP_TOKENS_MAX } from '../plan/read-draft.ts';
import { RECIPE } from '../plan/recipe.ts';
import { seedLanes } from '../plan/run-settings.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';

/**
 * A run that goes on from the weights of a model: what the form says, but for the shape. Its text is the form's, or the
 * first whose tokens the model has.
 * @param sweep prefix of its id
 * @param base address against which its text is found
 */
export function runOfModel(shape: ModelShape, draft: SweepDraft, sweep: string, base: string): Run | Refusal {
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a model is trained by settings that are valid: some are refused' };
  const { context, width, layers, heads, feedForward, vocabulary } = shape;
  const ids = [settings.corpus, ...Object.keys(CORPUS_TITLES)];
  const corpus = ids.find((id) => corpusOf(id, context).vocabulary === vocabulary);
  if (corpus === undefined) return { refused: `no text here has a vocabulary of ${vocabulary} tokens` };
  if (width / heads < 4 || width / heads > 64 || width % (2 * heads) !== 0) {
    return { refused: `head size must be even, 4 to 64: ${width} / ${heads} = ${width / heads}` };
  }
  const batch = Math.min(settings.batch, Math.floor(STEP_TOKENS_MAX / context));
  const [planned] = planRuns(
    [
      {
        ...RECIPE,
        corpus,
        width,
        layers,
        heads: { by: 'count', number: heads },
        feedForwardRatio: feedForward / width,
        context,
        batch,
        tokens: settings.tokens,
        learningRate: settings.learningRate,
        schedule: settings.schedule,
        lanes: seedLanes(settings.seed, 1),
        kernels: settings.kernels,
      },
    ],
    sweep,
    base,
  );
  if (planned === undefined) throw new Error('one run is planned');
  // The form's models have rotary positions and an untied head; this one need not.
  const parameters = countParameters(shape);
  return queuedRun({
    ...planned,
    plan: { ...planned.plan, shape },
    parameters,
    flops: trainingFlops(shape, planned.tokens),
    sixND: sixND(parameters.nonEmbedding, planned.tokens),
  });
}
