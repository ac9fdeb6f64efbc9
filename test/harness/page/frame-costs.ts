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
  /** Microseconds. */
  ts: number;
  dur?: number;
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
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const [first] = begins;
  if (first === undefined) throw new Error('the page drew no frame');
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      /RunTask$/.test(name) && pid === first.pid && tid === first.tid && ts > first.ts,
  );
  const costs = new Array<number>(begins.length).fill(0);
  let frame = 0;
  for (const { ts, dur = 0 } of tasks.toSorted((a, b) => a.ts - b.ts)) {
    // A frame is paid for by the tasks that lead to it and by its own, which begins before the event.
    while (frame < begins.length - 1 && ts > (begins[frame]?.ts ?? Infinity)) frame += 1;
    costs[frame] = (costs[frame] ?? 0) + dur / 1000;
  }
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  const lengths = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    frames: begins.length,
    median: at(0.5),
    ninetieth: at(0.9),
    longestTask: lengths.reduce((most, length) => Math.max(most, length), 0),
    longTasks: lengths.filter((length) => length > LONG).length,
  };
}
