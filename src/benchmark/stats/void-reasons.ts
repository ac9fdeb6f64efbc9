import type { BenchmarkResult, EntryTimes, Summary } from '../result.ts';
import { ENTRIES, recordedLosses, SCORED, type Entry } from '../standard/entries.ts';
import { STANDARD } from '../standard/standard.ts';
import { STANDARD_HASH } from '../standard/standard-hash.ts';
import { median } from './median.ts';

/** Why a benchmark has no score that counts, a sentence each. That it is quick is no reason here. */
export function voidReasons(result: BenchmarkResult): string[] {
  if (result.standard !== STANDARD_HASH) {
    return [
      `It measured the standard ${result.standard}, and this page has ${STANDARD_HASH}: a setting differs.`,
    ];
  }
  return [
    ...machineReasons(result),
    ...result.entries.flatMap(entryReasons),
    ...circumstanceReasons(result),
    ...missingReasons(result),
  ];
}

const OF_SOFTWARE = 'The adapter is software';
const LEFT_OUT = ' was left out: ';
const NOT_MEASURED = ' was not measured.';

/** The reasons for which figures are wrong. A software adapter, or one with fewer figures, has right ones and no score. */
export function faultsOf({ voided }: Pick<Summary, 'voided'>): string[] {
  return voided.filter(
    (reason) =>
      !reason.startsWith(OF_SOFTWARE) && !reason.includes(LEFT_OUT) && !reason.endsWith(NOT_MEASURED),
  );
}

function machineReasons({ machine }: BenchmarkResult): string[] {
  if (!machine.software) return [];
  return [`${OF_SOFTWARE}, ${machine.adapter || 'without a name'}: it is measured, but gets no score.`];
}

function circumstanceReasons({ circumstances }: BenchmarkResult): string[] {
  const { hidden, gaps, throttled } = circumstances;
  return [
    ...(hidden ? ['The page was hidden while it measured.'] : []),
    ...(gaps > 0 ? [`The computer stopped the page ${gaps === 1 ? 'once' : `${gaps} times`}.`] : []),
    ...(throttled === '' ? [] : [`The browser said that it was throttled: ${throttled}.`]),
  ];
}

/** A quick benchmark and one of software have no score to miss. */
function missingReasons({ quick, machine, entries, leftOut }: BenchmarkResult): string[] {
  if (quick || machine.software) return [];
  return SCORED.filter((name) => !entries.some((entry) => entry.name === name)).map((name) => {
    const why = leftOut.find((one) => one.name === name)?.why ?? '';
    return why === '' ? `${name}${NOT_MEASURED}` : `${name}${LEFT_OUT}${why.replace(/\.$/, '')}.`;
  });
}

function entryReasons(times: EntryTimes): string[] {
  const entry = ENTRIES.find(({ name }) => name === times.name);
  if (entry === undefined) return [`The standard has no entry ${times.name}.`];
  const { inPass } = STANDARD.samples;
  const [fewest] = times.passes.map(({ length }) => length).toSorted((a, b) => a - b);
  const reasons =
    fewest === undefined || fewest >= inPass
      ? []
      : [`A pass of ${entry.name} has ${fewest} samples, and the standard demands ${inPass}.`];
  return [...reasons, ...sampleReasons(times), ...lossReasons(entry, times.losses)];
}

/** A GPU may become faster after the number of steps of a sample was chosen, but not so much. */
const LEAST_OF_SAMPLE = 0.5;

/** A sample that is far too short measures the browser's clock. */
function sampleReasons({ name, passes, stepsPerSample }: EntryTimes): string[] {
  const { milliseconds } = STANDARD.samples;
  const shortest = Math.min(...passes.map((pass) => stepsPerSample * median(pass)));
  if (!(shortest < LEAST_OF_SAMPLE * milliseconds)) return [];
  return [
    `The samples of ${name} lasted ${Number(shortest.toPrecision(3))} ms, and the standard demands ${milliseconds} ms.`,
  ];
}

/** The first loss that left the recorded curve, if any. */
function lossReasons(entry: Entry, losses: readonly number[]): string[] {
  const recorded = recordedLosses(entry);
  if (losses.length < recorded.length) {
    return [`${entry.name} has ${losses.length} losses, and the standard records ${recorded.length}.`];
  }
  const { lossTolerance } = STANDARD;
  const wrong = recorded.findIndex((loss, i) => !(Math.abs((losses[i] ?? NaN) - loss) <= lossTolerance));
  if (wrong < 0) return [];
  const [step, lane] = [entry.lossSteps[Math.floor(wrong / entry.lanes)] ?? 0, wrong % entry.lanes];
  const where = entry.lanes === 1 ? '' : ` in lane ${lane}`;
  return [
    `The loss of ${entry.name} left the recorded curve at step ${step}${where}: ${lossWords(losses[wrong])} instead of ${lossWords(recorded[wrong])} nats per token, and at most ${lossTolerance} are allowed between them.`,
  ];
}

function lossWords(loss: number | undefined): string {
  return loss !== undefined && Number.isFinite(loss) ? loss.toFixed(5) : 'no number';
}
