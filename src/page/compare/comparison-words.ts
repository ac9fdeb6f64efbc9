import { figure } from '../../charts/quantity.ts';
import { exponentDifference, exponentOf, type ComparedExperiment } from '../../lab/comparison/comparison.ts';
import { machineWords } from '../../lab/runs/run-origin.ts';
import type { Run } from '../../lab/runs/run.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { keyOf, SETTINGS, type Setting } from '../kit/varied-settings.ts';

/** More values of one setting are given by their ends. */
const MOST_VALUES = 6;

const MACHINE: Setting<Run> = {
  name: 'machine',
  words: ({ origin }) => (origin === null ? 'not recorded' : visibleName(machineWords(origin))),
};

/** A row for each setting in which experiments differ: its name, then its values in each experiment. */
export function settingRows(experiments: readonly ComparedExperiment[]): string[][] {
  return [...SETTINGS, MACHINE]
    .filter((setting) => new Set(experiments.map(({ runs }) => keysOf(runs, setting))).size > 1)
    .map((setting) => [setting.name, ...experiments.map(({ runs }) => valuesWords(runs, setting))]);
}

function keysOf(runs: readonly Run[], setting: Setting<Run>): string {
  return [...new Set(runs.map((run) => keyOf(setting, run)))].join('\n');
}

function valuesWords(runs: readonly Run[], { words }: Setting<Run>): string {
  const values = [...new Set(runs.map(words))];
  if (values.length <= MOST_VALUES) return values.join(', ');
  return `${values.length} from ${values[0] ?? ''} to ${values.at(-1) ?? ''}`;
}

/** `0.436 (0.401 to 0.470)`, or why there is no law. */
export function exponentWords(experiment: ComparedExperiment): string {
  const exponent = exponentOf(experiment);
  if (exponent !== null) return estimateWords(exponent);
  const { law } = experiment;
  return law !== null && isRefusal(law) ? `no law: ${law.refused}` : 'no law';
}

/** Whether the exponents of two laws differ, in a sentence with the difference and its interval. */
export function differenceSentence(first: ComparedExperiment, second: ComparedExperiment): string {
  const difference = exponentDifference(first, second);
  const names = `“${first.name}” and “${second.name}”`;
  if (difference === null) return `The exponents of ${names} cannot be compared, because one has no law.`;
  const { high, low, value } = difference;
  const words = `α of the second minus α of the first is ${estimateWords(difference)}`;
  if (!Number.isFinite(low) || !Number.isFinite(high))
    return `These runs do not bound the difference between the exponents of ${names}.`;
  if (low > 0 || high < 0)
    return `The exponents of ${names} differ: loss falls ${value > 0 ? 'faster' : 'more slowly'} in the second one. The ${words}.`;
  return `These runs do not show that the exponents of ${names} differ. The ${words}.`;
}

function estimateWords({ high, low, value }: Estimate): string {
  return `${signed(value)} (95 % interval ${signed(low)} to ${signed(high)})`;
}

function signed(value: number): string {
  return figure(value);
}
