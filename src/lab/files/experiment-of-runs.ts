import type { ExperimentSize } from '../experiments/preset.ts';
import { EXPERIMENT_IDS, presetOf, presetRuns, type ExperimentId } from '../experiments/presets.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';

/** The experiment of some runs, as far as it is known. */
export interface ExperimentOf {
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize | null;
}

/** What stands for the settings of a run. Early tables say all of it. */
type Settings = Pick<PlannedRun, 'plan' | 'settings' | 'uniqueTokens'>;

const NAME = new RegExp(
  String.raw`^loglog[-_](${EXPERIMENT_IDS.join('|')})(?:[-_](full|quick))?(?:[-_]\d+)?(?:[ .(]|$)`,
  'i',
);

/**
 * The experiment that a file's name tells: `loglog-grid.csv`, `loglog_grid_quick.csv`, or such a name to which a browser has
 * added a number. Null if it tells none.
 */
export function experimentOfName(file: string): ExperimentOf | null {
  const [, said = '', size] = NAME.exec(file) ?? [];
  const experiment = EXPERIMENT_IDS.find((id) => id === said.toLowerCase());
  if (experiment === undefined || presetOf(experiment).measures !== 'runs') return null;
  return { experiment, size: size === undefined ? null : size.toLowerCase() === 'full' ? 'full' : 'quick' };
}

/**
 * The experiment and size whose own runs these are: each run is one of them, and they are the largest share of that
 * experiment's runs. Null if none has all these runs, or if several have as large a share.
 * @param of only this experiment, and only this size unless it is null; undefined for all
 */
export function experimentOfRuns(runs: readonly Settings[], of?: ExperimentOf): ExperimentOf | null {
  const keys = new Set(runs.map(keyOf));
  const shares = ownRuns(of).flatMap(({ planned, ...found }) => {
    const own = new Set(planned.map(keyOf));
    return [...keys].every((key) => own.has(key)) ? [{ ...found, share: keys.size / own.size }] : [];
  });
  const best = Math.max(...shares.map(({ share }) => share));
  const [found, ...others] = shares.filter(({ share }) => share === best);
  return found === undefined || others.length > 0 ? null : { experiment: found.experiment, size: found.size };
}

/** The series and the stopping that an experiment gives to its own run of these settings; null if it has no such run. */
export function ownSettings(
  run: Settings,
  of: ExperimentOf,
): Pick<PlannedRun['settings'], 'series' | 'stopping'> | null {
  const key = keyOf(run);
  const own = ownRuns(of)
    .flatMap(({ planned }) => planned)
    .find((planned) => keyOf(planned) === key);
  return own === undefined ? null : { series: own.settings.series, stopping: own.settings.stopping };
}

interface OwnRuns {
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  readonly planned: readonly PlannedRun[];
}

const OWN = new Map<string, OwnRuns>();

function ownRuns(of?: ExperimentOf): OwnRuns[] {
  const ids = of === undefined ? EXPERIMENT_IDS : [of.experiment];
  return ids
    .filter((id) => presetOf(id).measures === 'runs')
    .flatMap((experiment) =>
      (['full', 'quick'] as const)
        .filter((size) => of === undefined || of.size === null || of.size === size)
        .map((size) => {
          const key = `${experiment} ${size}`;
          const own = OWN.get(key) ?? {
            experiment,
            size,
            planned: planRuns(presetRuns(experiment, size), ''),
          };
          OWN.set(key, own);
          return own;
        }),
    );
}

/** A rate is compared to six digits, because a spreadsheet rounds it. */
const DIGITS = 6;

function keyOf({ plan, settings, uniqueTokens }: Settings): string {
  const { batch, lanes, shape, steps } = plan;
  const models = lanes.map(({ initSeed, learningRate, orderSeed }) => [
    initSeed,
    orderSeed,
    learningRate.toPrecision(DIGITS),
  ]);
  return JSON.stringify([
    settings.corpus,
    { ...shape, vocabulary: 0, positions: 0, tiedHead: 0 },
    batch,
    steps,
    uniqueTokens,
    models,
  ]);
}
