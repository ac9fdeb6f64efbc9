import type { BenchResult } from '../../bench/bench.ts';
import { columns } from '../columns.ts';
import { adapterLine } from './adapter-line.ts';

/** The results of the bench as text. */
export function benchTable(result: BenchResult): string {
  const { voided, adapter, steps, ceilings, lanes, checkpoints, kernels, heap } = result;
  const parts = [
    voided.length > 0 ? `VOID: ${voided.join('; ')}` : undefined,
    `${adapterLine(adapter)}\n${startLine(result)}`,
    ceilings && ceilingsTable(ceilings),
    stepsTable(steps, ceilings),
    choicesTable([...steps, ...(lanes ?? [])]),
    lanes && lanesTable(lanes),
    checkpoints && checkpointsTable(checkpoints),
    kernels && kernelsTable(kernels),
    heap && heapLine(heap),
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function startLine({ deviceMilliseconds, firstLossMilliseconds }: BenchResult): string {
  const [device, loss] = [deviceMilliseconds, firstLossMilliseconds].map((time) => time.toFixed(0));
  return `device open after ${device} ms, first loss after ${loss} ms`;
}

function ceilingsTable(ceilings: NonNullable<BenchResult['ceilings']>): string {
  return columns([
    ['multiply-adds', `${ceilings.gigaflopsPerSecond.toFixed(1)} GFLOP/s`],
    ['memory', `${ceilings.gigabytesPerSecond.toFixed(1)} GB/s`],
    ['dependent dispatch', `${ceilings.microsecondsPerDispatch.toFixed(1)} µs`],
    ['empty submit', `${ceilings.millisecondsPerSubmit.toFixed(2)} ms`],
  ]);
}

function stepsTable(steps: BenchResult['steps'], ceilings: BenchResult['ceilings']): string {
  const head = ['d/L', 'ms/step', 'fastest', 'tokens/s', 'GFLOP/s', 'of peak'];
  head.push('dispatches/step', 'submits/step', 'MB held', 'first step ms');
  const rows = steps.map((times) => [
    `${times.width}/${times.layers}`,
    milliseconds(times.millisecondsPerStep),
    milliseconds(times.fastestMillisecondsPerStep),
    times.tokensPerSecond.toFixed(0),
    times.gigaflopsPerSecond.toFixed(2),
    ceilings ? percent(times.gigaflopsPerSecond / ceilings.gigaflopsPerSecond) : '',
    times.dispatchesPerStep.toString(),
    times.submitsPerStep.toPrecision(3),
    (times.bytesHeld / 1e6).toFixed(1),
    times.firstStepMilliseconds.toFixed(0),
  ]);
  return columns([head, ...rows]);
}

/** The kernels that were chosen for each class of sizes, in the row of the first model of that class. */
function choicesTable(times: BenchResult['steps']): string {
  const head = ['d/L', 'lanes', 'products', 'attention', 'chosen in ms', 'rejected'];
  const rows = times
    .filter(({ tuning }) => tuning.source !== 'remembered')
    .map(({ width, layers, lanes, tuning }) => [
      `${width}/${layers}`,
      lanes.toString(),
      tuning.products,
      tuning.attention,
      tuning.milliseconds.toFixed(0),
      tuning.rejected.join(', ') || 'none',
    ]);
  return columns([head, ...rows]);
}

function lanesTable(lanes: NonNullable<BenchResult['lanes']>): string {
  const rows = lanes.map((times) => [
    `${times.width}/${times.layers}`,
    times.lanes.toString(),
    milliseconds(times.millisecondsPerStep),
    milliseconds(times.millisecondsPerStep / times.lanes),
  ]);
  return columns([['d/L', 'lanes', 'ms/step', 'ms/lane'], ...rows]);
}

/** Upper bounds of the time by which a checkpoint delays training. */
function checkpointsTable(checkpoints: NonNullable<BenchResult['checkpoints']>): string {
  const rows = checkpoints.map((times) => [
    `${times.width}/${times.layers}`,
    (times.bytes / 1e6).toFixed(1),
    times.median.toFixed(1),
    times.largest.toFixed(1),
  ]);
  return columns([['d/L', 'MB a checkpoint', 'ms', 'largest'], ...rows]);
}

/** Milliseconds per step by kernel and shape; the kernels that take longest in the last shape come first. */
function kernelsTable(shapes: NonNullable<BenchResult['kernels']>): string {
  const times = shapes.map(
    ({ kernels }) => new Map(kernels.map(({ kernel, millisecondsPerStep }) => [kernel, millisecondsPerStep])),
  );
  const names = new Set(times.toReversed().flatMap((byName) => [...byName.keys()]));
  const sizes = shapes.map(
    ({ width, layers, lanes }) => `${width}/${layers}${lanes > 1 ? ` × ${lanes}` : ''}`,
  );
  const head = ['kernel, ms/step', ...sizes];
  const rows = [...names].map((name) => [
    name,
    ...times.map((byName) => {
      const time = byName.get(name);
      return time === undefined ? '' : milliseconds(time);
    }),
  ]);
  return columns([head, ...rows]);
}

function heapLine({ bytesPerStep, bytesPerSubmit }: NonNullable<BenchResult['heap']>): string {
  return `JavaScript heap: ${Math.round(bytesPerStep)} bytes/step, ${Math.round(bytesPerSubmit)} bytes/submit`;
}

/** To a microsecond or better. */
function milliseconds(time: number): string {
  return time.toFixed(time < 1 ? 4 : 2);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
