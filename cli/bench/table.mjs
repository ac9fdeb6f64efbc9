import { adapterLine } from './adapter-line.mjs';
import { columns } from '../columns.mjs';

/** @typedef {import('../../bench/bench.ts').BenchResult} BenchResult */

/**
 * What the bench measured, as text for people.
 *
 * @param {BenchResult} result
 */
export function benchTable(result) {
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

/** @param {BenchResult} result */
function startLine({ deviceMilliseconds, firstLossMilliseconds }) {
  const [device, loss] = [deviceMilliseconds, firstLossMilliseconds].map((time) => time.toFixed(0));
  return `device open after ${device} ms, first loss after ${loss} ms`;
}

/** @param {NonNullable<BenchResult['ceilings']>} ceilings */
function ceilingsTable(ceilings) {
  return columns([
    ['multiply-adds', `${ceilings.gigaflopsPerSecond.toFixed(1)} GFLOP/s`],
    ['memory', `${ceilings.gigabytesPerSecond.toFixed(1)} GB/s`],
    ['dependent dispatch', `${ceilings.microsecondsPerDispatch.toFixed(1)} µs`],
    ['empty submit', `${ceilings.millisecondsPerSubmit.toFixed(2)} ms`],
  ]);
}

/**
 * @param {BenchResult['steps']} steps
 * @param {BenchResult['ceilings']} ceilings
 */
function stepsTable(steps, ceilings) {
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

/**
 * The kernels of each class of sizes, where its first was timed.
 *
 * @param {BenchResult['steps']} times
 */
function choicesTable(times) {
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

/** @param {NonNullable<BenchResult['lanes']>} lanes */
function lanesTable(lanes) {
  const rows = lanes.map((times) => [
    `${times.width}/${times.layers}`,
    times.lanes.toString(),
    milliseconds(times.millisecondsPerStep),
    milliseconds(times.millisecondsPerStep / times.lanes),
  ]);
  return columns([['d/L', 'lanes', 'ms/step', 'ms/lane'], ...rows]);
}

/**
 * What a checkpoint takes, at most, from training.
 *
 * @param {NonNullable<BenchResult['checkpoints']>} checkpoints
 */
function checkpointsTable(checkpoints) {
  const rows = checkpoints.map((times) => [
    `${times.width}/${times.layers}`,
    (times.bytes / 1e6).toFixed(1),
    times.median.toFixed(1),
    times.largest.toFixed(1),
  ]);
  return columns([['d/L', 'MB a checkpoint', 'ms', 'largest'], ...rows]);
}

/**
 * Milliseconds per step by kernel and shape; the kernels that take longest in the last shape come first.
 *
 * @param {NonNullable<BenchResult['kernels']>} shapes
 */
function kernelsTable(shapes) {
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

/** @param {NonNullable<BenchResult['heap']>} heap */
function heapLine({ bytesPerStep, bytesPerSubmit }) {
  return `JavaScript heap: ${Math.round(bytesPerStep)} bytes/step, ${Math.round(bytesPerSubmit)} bytes/submit`;
}

/** To a microsecond or better. @param {number} time */
function milliseconds(time) {
  return time.toFixed(time < 1 ? 4 : 2);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
