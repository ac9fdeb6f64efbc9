import type { ModelShape } from '../../../engine/trainer.ts';
import { isRefusal, type Refusal } from '../../../laws/refusal.ts';
import { CORPUS_TITLES, corpusOf, windowRefusal } from '../../plan/corpora.ts';
import { LSTM_RATE } from '../../plan/equal-lstm.ts';
import { refuseHeads } from '../../plan/head-rule.ts';
import { plannedRun, stepsOf, textNeeded } from '../../plan/plan-runs.ts';
import { readDraft, STEP_TOKENS_MAX } from '../../plan/read-draft.ts';
import { RECIPE } from '../../plan/recipe.ts';
import { seedLanes, type RunSettings } from '../../plan/run-settings.ts';
import { queuedRun, type Run } from '../../runs/run.ts';
import type { SweepDraft } from '../../plan/sweep-settings.ts';

/**
 * A run that continues to train a model from its weights. The model gives the shape; the form gives everything else, but for
 * an LSTM's rate: the form has that of a transformer, at which LSTMs learn less.
 * Its text is the form's if the vocabulary fits, or else the first text that fits.
 * @param sweep prefix of its id
 * @param base address against which its text is found
 */
export function runOfModel(shape: ModelShape, draft: SweepDraft, sweep: string, base: string): Run | Refusal {
  const { settings } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null)
    return { refused: 'a model is trained with the settings of the form, and some of them are refused' };
  const { context, width, layers, vocabulary } = shape;
  const ids = [settings.corpus, ...Object.keys(CORPUS_TITLES)];
  const corpus = ids.find(
    (id) => corpusOf(id, context).vocabulary === vocabulary && windowRefusal(id, context) === null,
  );
  if (corpus === undefined) return { refused: `no text here has a vocabulary of ${vocabulary} tokens` };
  const network = networkSettings(shape, settings);
  if (isRefusal(network)) return network;
  const batch = Math.min(settings.batch, Math.floor(STEP_TOKENS_MAX / context));
  const run: RunSettings = {
    ...RECIPE,
    corpus,
    width,
    layers,
    context,
    batch,
    tokens: settings.tokens,
    schedule: settings.schedule,
    lanes: seedLanes(settings.seed, 1),
    kernels: settings.kernels,
    ...network,
  };
  const name = { label: `d ${width}`, id: `${sweep}/d${width}`, base };
  return queuedRun(plannedRun(shape, run, corpusOf(corpus, context, textNeeded(run)), stepsOf(run), name));
}

/** The settings that only one of the networks has, and its learning rate. */
function networkSettings(
  shape: ModelShape,
  { learningRate }: Pick<RunSettings, 'learningRate'>,
): Partial<RunSettings> | Refusal {
  if (shape.kind === 'lstm') return { network: 'lstm', learningRate: LSTM_RATE };
  const { feedForward, heads, positions, rotaryBase, width } = shape;
  const refused = refuseHeads(width, heads);
  if (refused !== null) return { refused };
  return {
    ...(positions !== 'rotary' && { positions }),
    ...(rotaryBase !== undefined && { rotaryBase }),
    heads: { by: 'count', number: heads },
    feedForwardRatio: feedForward / width,
    learningRate,
  };
}
