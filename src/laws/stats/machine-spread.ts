import { pooledDeviation } from './pooled-deviation.ts';

/** The final loss of one model, as one machine measured it. */
export interface MeasuredModel {
  /** Names all settings but the seeds. */
  readonly setting: string;
  /** Names the seeds. */
  readonly seed: string;
  readonly machine: string;
  /** nats per token. */
  readonly loss: number;
}

/** A model that several machines trained, with the loss that each of them measured. */
export interface SharedModel {
  readonly setting: string;
  readonly seed: string;
  readonly losses: readonly { readonly machine: string; readonly loss: number }[];
  /** Standard deviation of these losses, nats. */
  readonly deviation: number;
}

export interface MachineSpread {
  /** Models that two or more machines trained, in the order of their first measurement. */
  readonly models: readonly SharedModel[];
  /** Pooled standard deviation between the machines that trained the same model, nats; null if there is none. */
  readonly machines: number | null;
  /** Pooled standard deviation between the seeds that one machine trained with the same settings; null without two. */
  readonly seeds: number | null;
  /**
   * Pooled standard deviation between all models of settings that several machines trained: of seeds and machines together.
   * It is what is known if each machine trained a seed of its own. Null if there are no such settings.
   */
  readonly together: number | null;
}

/**
 * How much losses differ between machines, beside how much they differ between seeds. Losses that are not finite are left
 * out.
 */
export function machineSpread(measured: readonly MeasuredModel[]): MachineSpread {
  const finite = measured.filter(({ loss }) => Number.isFinite(loss));
  const models = grouped(finite, ({ setting, seed }) => [setting, seed])
    .filter(isShared)
    .map(sharedModel);
  const bySeed = grouped(finite, ({ setting, machine }) => [setting, machine]);
  const bySetting = grouped(finite, ({ setting }) => [setting]).filter(isShared);
  return {
    models,
    machines: pooled(models.map(({ losses }) => losses)),
    seeds: pooled(bySeed),
    together: pooled(bySetting),
  };
}

function isShared(group: readonly MeasuredModel[]): boolean {
  return new Set(group.map(({ machine }) => machine)).size > 1;
}

function pooled(groups: readonly (readonly { readonly loss: number }[])[]): number | null {
  const deviation = pooledDeviation(groups.map((group) => group.map(({ loss }) => loss)));
  return typeof deviation === 'number' ? deviation : null;
}

function sharedModel(group: readonly MeasuredModel[]): SharedModel {
  const losses = group.map(({ machine, loss }) => ({ machine, loss }));
  const [first] = group;
  return {
    setting: first?.setting ?? '',
    seed: first?.seed ?? '',
    losses,
    deviation: pooled([losses]) ?? NaN,
  };
}

function grouped(
  models: readonly MeasuredModel[],
  keyOf: (model: MeasuredModel) => readonly string[],
): MeasuredModel[][] {
  const groups = new Map<string, MeasuredModel[]>();
  for (const model of models) {
    const key = JSON.stringify(keyOf(model));
    const group = groups.get(key) ?? [];
    group.push(model);
    groups.set(key, group);
  }
  return [...groups.values()];
}
