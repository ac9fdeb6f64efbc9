import type { ExperimentState } from '../../lab/state/state.ts';
import { sourceSpread } from '../../lab/files/identity/source-spread.ts';

/**
 * How far machines differ beside seeds, and which measurements came twice, in sentences; none while all runs have one source.
 * Two digits, because a standard deviation of a few losses is known no better.
 */
export function machineWords({ pool, runs }: Pick<ExperimentState, 'pool' | 'runs'>): string[] {
  return [...spreadWords(sourceSpread(runs)), ...repeatWords(pool)];
}

function spreadWords(spread: ReturnType<typeof sourceSpread>): string[] {
  if (spread === null || spread.together === null) return [];
  const { machines, seeds, sources, together } = spread;
  const from = `These runs come from ${sources.length} sources.`;
  if (machines === null) {
    return [
      `${from} Each used seeds of its own: losses of the same model differ by ${nats(together)}, by machine and seed together (standard deviation).`,
    ];
  }
  const beside = seeds === null ? '' : `, seeds by ${nats(seeds)}`;
  return [`${from} Machines differ by ${nats(machines)} for the same model${beside} (standard deviations).`];
}

function repeatWords(pool: ExperimentState['pool']): string[] {
  const repeated = pool?.pupils.reduce((sum, pupil) => sum + pupil.repeated.length, 0) ?? 0;
  if (repeated === 0) return [];
  const [runs, count] = repeated === 1 ? ['run came', 'it counts'] : ['runs came', 'they count'];
  return [
    `${repeated} ${runs} from two pupils with the same bits, from the same kind of machine: ${count} once.`,
  ];
}

function nats(value: number): string {
  return value === 0 ? '0 nats' : `${value.toPrecision(2)} nats`;
}
