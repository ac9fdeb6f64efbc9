import type { BenchmarkEvent } from '../../benchmark/benchmark.ts';
import type { BenchmarkResult, EntryTimes } from '../../benchmark/result.ts';
import { startBenchmark } from '../../benchmark/start-benchmark.ts';
import type { Lab } from '../../lab/lab.ts';
import { readBrowser } from '../../lab/session/read-browser.ts';
import { errorWords } from '../../laws/refusal.ts';
import { desk } from './desk.ts';
import { keepResult } from './kept-result.ts';

/**
 * Runs the benchmark and puts its figures on the desk as they come. Nothing else trains in this tab meanwhile. It ends without
 * a result if a person stops it or leaves its page, or if another tab takes over. Does nothing while something else trains.
 */
export async function runBenchmark(lab: Lab, quick: boolean): Promise<void> {
  if (!lab.benchmark.begin()) return;
  const ends = new Ends();
  const worker = startBenchmark();
  const stop = (): void => ends.end('Stopped before the end, so there is no result.');
  desk.change({
    running: { quick, entry: '', share: 0, secondsLeft: null, times: [], hidden: document.hidden, stop },
    glance: null,
    failure: '',
  });
  const tellHidden = (): void => {
    worker.setHidden(document.hidden);
    const { running } = desk.state;
    if (document.hidden && running !== null) desk.change({ running: { ...running, hidden: true } });
  };
  document.addEventListener('visibilitychange', tellHidden);
  const unsubscribe = lab.subscribe(() => endIfAway(lab, ends));
  tellHidden();
  try {
    const settings = { quick, seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 };
    const { adapter, ...measured } = await ends.race(worker.run(settings, hear));
    const machine = {
      adapter: adapter.name,
      software: adapter.software,
      ...readBrowser(navigator),
      label: desk.state.own?.machine.label ?? '',
    };
    finish({ ...measured, machine, made: Date.now() });
  } catch (error) {
    desk.change({ failure: errorWords(error) });
  } finally {
    document.removeEventListener('visibilitychange', tellHidden);
    unsubscribe();
    worker.end();
    desk.change({ running: null });
    lab.benchmark.end();
  }
}

/** Keeps a result. A quick one does not take the place of a whole one. */
function finish(result: BenchmarkResult): void {
  const { own } = desk.state;
  if (result.quick && own?.quick === false) desk.change({ glance: result });
  else desk.change({ own: result, keeping: keepResult(result) });
}

function hear(event: BenchmarkEvent): void {
  const { running } = desk.state;
  if (running === null) return;
  switch (event.kind) {
    case 'progress': {
      const { entry, secondsLeft, share } = event;
      return desk.change({ running: { ...running, entry, secondsLeft, share } });
    }
    case 'entry':
      return desk.change({ running: { ...running, times: withTimes(running.times, event.times) } });
    default:
      throw new Error(`no such event: ${String(event satisfies never)}`);
  }
}

/** The second pass of an entry takes the place of its first. */
function withTimes(before: readonly EntryTimes[], times: EntryTimes): EntryTimes[] {
  const known = before.some(({ name }) => name === times.name);
  return known ? before.map((one) => (one.name === times.name ? times : one)) : [...before, times];
}

function endIfAway(lab: Lab, ends: Ends): void {
  if (lab.state.otherTab !== null) ends.end('Another tab of this page took over, so there is no result.');
  else if (lab.state.benchmark === null)
    ends.end('You left the benchmark before its end, so there is no result.');
}

/** Ends what is waited for, with the reason. */
class Ends {
  #refuse: (reason: Error) => void = () => {};
  readonly #ended = new Promise<never>((_, reject) => (this.#refuse = reject));

  constructor() {
    // Nobody may be waiting yet.
    this.#ended.catch(() => {});
  }

  end(reason: string): void {
    this.#refuse(new Error(reason));
  }

  race<Value>(work: Promise<Value>): Promise<Value> {
    return Promise.race([work, this.#ended]);
  }
}
