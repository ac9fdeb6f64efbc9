import { headsOf } from '../plan/head-rule.ts';
import { stepsOf } from '../plan/plan-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { draftOf, type DraftField, type SweepDraft, type SweepSettings } from '../plan/sweep-settings.ts';
import type { Run } from '../runs/run.ts';
import type { ExperimentSize } from './preset.ts';
import { presetOf, type ExperimentId } from './presets.ts';
import { editableFields, ownDraft, readSelection } from './selection.ts';

/** The most drafts that are tried. */
const TRIED = 400;

/**
 * The draft that would train these runs again, whatever their seeds: the experiment's own one with the runs' settings in the
 * fields that the form has. The experiment's own draft if no such draft trains all of them.
 */
export function draftOfRuns(
  experiment: ExperimentId,
  size: ExperimentSize,
  runs: readonly Run[],
): SweepDraft {
  return exactDraft(experiment, size, runs) ?? ownDraft(experiment, size);
}

/** Null if no draft of this size trains all of these runs. */
export function exactDraft(
  experiment: ExperimentId,
  size: ExperimentSize,
  runs: readonly Run[],
): SweepDraft | null {
  if (runs.length === 0) return null;
  const wanted = new Set(runs.map(keyOfRun));
  const fields = editableFields(experiment);
  let best: { draft: SweepDraft; others: number } | null = null;
  for (const draft of draftsOf(presetOf(experiment).settings[size], runs, fields)) {
    const planned = new Set(readSelection({ experiment, size, draft }).runs.map(keyOfSettings));
    if ([...wanted].some((key) => !planned.has(key))) continue;
    const others = planned.size - wanted.size;
    if (best === null || others < best.others) best = { draft, others };
    if (others === 0) break;
  }
  return best?.draft ?? null;
}

/** Drafts with settings of these runs in some fields, the likeliest first. */
function draftsOf(own: SweepSettings, runs: readonly Run[], fields: readonly DraftField[]): SweepDraft[] {
  // The form asks for transformers; LSTMs beside them follow from these.
  const transformers = runs.filter(({ settings }) => settings.network === undefined);
  const asked = (transformers.length > 0 ? transformers : runs).map(({ settings }) => settings);
  const seeds = asked.flatMap(({ lanes }) =>
    lanes.flatMap(({ initSeed, orderSeed }) => [initSeed, orderSeed]),
  );
  const sure: SweepSettings = {
    ...own,
    seed: seeds.reduce((least, seed) => Math.min(least, seed), Infinity),
    lanes: asked.reduce((most, { lanes }) => Math.max(most, lanes.length), 1),
    kernels: only(asked.map(({ kernels }) => kernels)) ?? own.kernels,
  };
  const widths = [...new Set(asked.map(({ width }) => width))].toSorted((a, b) => a - b);
  const choices = {
    // An experiment may leave out some of its widths.
    widths: [own.widths, widths],
    corpus: valuesOf(
      own.corpus,
      asked.map(({ corpus }) => corpus),
    ),
    budgets: [own.budgets, 'small', 'first'],
    layers: valuesOf(
      own.layers,
      asked.map(({ layers }) => layers),
    ),
    heads: headRules(own, runs),
    context: valuesOf(
      own.context,
      asked.map(({ context }) => context),
    ),
    batch: valuesOf(
      own.batch,
      asked.map(({ batch }) => batch),
    ),
    tokens: valuesOf(
      own.tokens,
      asked.map(({ tokens }) => tokens),
    ),
    learningRate: valuesOf(
      own.learningRate,
      asked.map(({ learningRate }) => learningRate),
    ),
    schedule: valuesOf(
      own.schedule,
      asked.map(({ schedule }) => schedule),
    ),
    positions: valuesOf(
      own.positions,
      asked.map(({ positions = 'rotary' }) => positions),
    ),
  };
  let drafts: SweepSettings[] = [sure];
  for (const [field, values] of Object.entries(choices)) {
    if (!fields.some((name) => name === field)) continue;
    drafts = drafts.flatMap((draft) => values.map((value) => ({ ...draft, [field]: value }))).slice(0, TRIED);
  }
  const text = draftOf(own);
  return drafts.map((settings) => {
    const draft = draftOf(settings);
    return { ...text, ...Object.fromEntries(fields.map((field) => [field, draft[field]])) };
  });
}

/** The value that all share; or else the experiment's own one, then each of theirs. */
function valuesOf<Value>(own: Value, values: readonly Value[]): Value[] {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? distinct : [...new Set([own, ...distinct])];
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** A table says only how many heads a run has, which a rule by their size may explain, too. */
function headRules(own: SweepSettings, runs: readonly Run[]): SweepSettings['heads'][] {
  const shapes = runs.flatMap(({ plan: { shape } }) => (shape.kind === 'lstm' ? [] : [shape]));
  const asked = runs.map(({ settings }) => settings.heads).filter(({ by }) => by === 'size');
  const rules = [
    own.heads,
    ...asked,
    ...shapes.map(({ heads, width }) => ({ by: 'size' as const, number: width / heads })),
    ...shapes.map(({ heads }) => ({ by: 'count' as const, number: heads })),
  ];
  const distinct = new Map(rules.map((rule) => [`${rule.by} ${rule.number}`, rule]));
  return [...distinct.values()].filter((rule) =>
    shapes.every(({ heads, width }) => headsOf(width, rule) === heads),
  );
}

function keyOfSettings(settings: RunSettings): string {
  return keyOf(settings, headsOf(settings.width, settings.heads), stepsOf(settings));
}

/** What a run trains, but for its seeds. */
function keyOfRun({ plan, settings }: Run): string {
  return keyOf(settings, plan.shape.kind === 'lstm' ? null : plan.shape.heads, plan.steps);
}

function keyOf(settings: RunSettings, heads: number | null, steps: number): string {
  const {
    batch,
    context,
    corpus,
    feedForwardRatio,
    layers,
    learningRate,
    positions,
    schedule,
    uniqueTokens,
    width,
  } = settings;
  const network = settings.network ?? { heads, feedForward: Math.round(feedForwardRatio * width), positions };
  const windows = uniqueTokens === null ? null : Math.round(uniqueTokens / context);
  const rate = learningRate.toPrecision(5);
  return JSON.stringify([corpus, width, layers, network, context, batch, steps, rate, schedule, windows]);
}

/** Whether all of some runs train, but for their seeds, what runs among the other ones train. */
export function trainTheSame(some: readonly Run[], others: readonly Run[]): boolean {
  const [few, many] = [some, others]
    .map((runs) => new Set(runs.map(keyOfRun)))
    .toSorted((a, b) => a.size - b.size);
  return few !== undefined && many !== undefined && few.size > 0 && [...few].every((key) => many.has(key));
}
