import type { Details } from '../../bench/details.ts';
import { columns } from '../columns.ts';
import { milliseconds } from './milliseconds.ts';

/** The details of the bench as text. */
export function detailsTable(details: Details): string {
  const { recipe, lanes, checkpoints, kernels, heap, peakGigaflopsPerSecond } = details;
  const parts = [
    recipeTable(recipe, peakGigaflopsPerSecond),
    lanesTable(lanes),
    checkpointsTable(checkpoints),
    kernels && kernelsTable(kernels),
    heap && heapLine(heap),
  ];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

/** The page's own models beside two shapes of the standard. */
function recipeTable(recipe: Details['recipe'], peak: number): string {
  const rows = recipe.map((times) => [
    times.name,
    milliseconds(times.millisecondsPerStep),
    times.gigaflopsPerSecond.toFixed(2),
    percent(times.gigaflopsPerSecond / peak),
    times.share.toFixed(2),
    times.kernels,
    times.rejected.join(', ') || 'none',
  ]);
  const last = recipe.at(-1)?.name ?? '';
  const head = ['by turns', 'ms/step', 'GFLOP/s', 'of peak', `÷ ${last}`, 'kernels', 'rejected'];
  return columns([head, ...rows]);
}

function lanesTable(times: Details['lanes']): string {
  const rows = times.map(({ lanes, millisecondsPerStep }) => [
    lanes.toString(),
    milliseconds(millisecondsPerStep),
    milliseconds(millisecondsPerStep / lanes),
  ]);
  return columns([['lanes of 32/2', 'ms/step', 'ms/lane'], ...rows]);
}

/** Upper bounds of the time by which a checkpoint delays training. */
function checkpointsTable(checkpoints: Details['checkpoints']): string {
  const rows = checkpoints.map((times) => [
    `${times.width}/${times.layers}`,
    (times.bytes / 1e6).toFixed(1),
    times.median.toFixed(1),
    times.largest.toFixed(1),
  ]);
  return columns([['d/L', 'MB a checkpoint', 'ms', 'largest'], ...rows]);
}

/** Milliseconds per step by kernel and shape; the kernels that take longest in the last shape come first. */
function kernelsTable(shapes: NonNullable<Details['kernels']>): string {
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

function heapLine({ bytesPerStep, bytesPerSubmit }: NonNullable<Details['heap']>): string {
  return `JavaScript heap: ${Math.round(bytesPerStep)} bytes/step, ${Math.round(bytesPerSubmit)} bytes/submit`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
