import type { ModelShape } from '../../../engine/trainer.ts';
import type { Refusal } from '../../../laws/refusal.ts';
import { CORPUS_TITLES, corpusOf } from '../../plan/corpora.ts';
import { refuseHeads } from '../../plan/head-rule.ts';
import { plannedRun, stepsOf, textNeeded } from '../../plan/plan-runs.ts';
import { readDraft, STEP_TOKENS_MAX } from '../../plan/read-draft.ts';
import { RECIPE } from '../../plan/recipe.ts';
import { seedLanes, type RunSettings } from '../../plan/run-settings.ts';
import { queuedRun, type Run } from '../../runs/run.ts';
import type { SweepDraft } from '../../plan/sweep-settings.ts';

/**
 * A run that continues to train a model from its weights. The model gives the shape; the form gives everything else.
 * Its text is the form's if the vocabulary fits, or else the first text that fits.
 * @param sweep prefix of its id
 * @param base address against which its text is found
 */
export function runOfModel(shape: ModelShape, draft: SweepDraft, sweep: string, base: string): Run | Refusal {
  if (shape.kind !== 'transformer') return { refused: 'only a transformer can be trained on here' };
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a model is trained with the settings of the form, and some of them are refused' };
  const { context, width, layers, heads, feedForward, positions, rotaryBase, vocabulary } = shape;
  const ids = [settings.corpus, ...Object.keys(CORPUS_TITLES)];
  const corpus = ids.find((id) => corpusOf(id, context).vocabulary === vocabulary);
  if (corpus === undefined) return { refused: `no text here has a vocabulary of ${vocabulary} tokens` };
  const refused = refuseHeads(width, heads);
  if (refused !== null) return { refused };
  const batch = Math.min(settings.batch, Math.floor(STEP_TOKENS_MAX / context));
  const run: RunSettings = {
    ...RECIPE,
    corpus,
    width,
    layers,
    ...(positions !== 'rotary' && { positions }),
    ...(rotaryBase !== undefined && { rotaryBase }),
    heads: { by: 'count', number: heads },
    feedForwardRatio: feedForward / width,
    context,
    batch,
    tokens: settings.tokens,
    learningRate: settings.learningRate,
    schedule: settings.schedule,
    lanes: seedLanes(settings.seed, 1),
    kernels: settings.kernels,
  };
  const name = { label: `d ${width}`, id: `${sweep}/d${width}`, base };
  return queuedRun(plannedRun(shape, run, corpusOf(corpus, context, textNeeded(run)), stepsOf(run), name));
}
