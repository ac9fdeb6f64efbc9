// What a page costs its main thread while something happens, from Chromium's own trace of its tasks.
import type { Page } from 'playwright';

/** All in milliseconds. */
export interface FrameCosts {
  /** Frames that the page drew. */
  frames: number;
  /** Work of the main thread from one frame to the next. */
  median: number;
  ninetieth: number;
  /** The longest single task. */
  longestTask: number;
  /** Tasks longer than 50 ms. */
  longTasks: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** When it began, in microseconds. */
  ts: number;
  /** How long its thread computed, in microseconds: other programs on the machine do not count. */
  tdur?: number;
}

const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-lighthouse',
];
const LONG = 50;

/** Measures while `work` lasts. */
export async function frameCosts(page: Page, work: () => Promise<unknown>): Promise<FrameCosts> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
  return costsOf(trace.traceEvents);
}

function costsOf(events: readonly TraceEvent[]): FrameCosts {
  const ends = events
    .filter(({ name }) => name === 'BeginCommitCompositorFrame')
    .toSorted((a, b) => a.ts - b.ts);
  const [first] = ends;
  if (first === undefined) throw new Error('the page drew no frame');
  const tasks = events
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === first.pid && tid === first.tid)
    .map(({ ts, tdur = 0 }) => ({ ts, length: tdur / 1000 }))
    .toSorted((a, b) => a.ts - b.ts);
  // A frame is paid for by the tasks that lead to it: all that began since the frame before.
  const costs = ends.map(() => 0);
  let frame = 0;
  for (const { ts, length } of tasks) {
    while (frame < ends.length && ts > (ends[frame]?.ts ?? Infinity)) frame += 1;
    if (frame < ends.length) costs[frame] = (costs[frame] ?? 0) + length;
  }
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return {
    frames: ends.length,
    median: at(0.5),
    ninetieth: at(0.9),
    longestTask: tasks.reduce((most, { length }) => Math.max(most, length), 0),
    longTasks: tasks.filter(({ length }) => length > LONG).length,
  };
}
