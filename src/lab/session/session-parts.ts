import type { Trainer } from '../../engine/trainer.ts';
import type { Analyst } from '../analysis/analyst.ts';
import type { Reader } from '../files/start-reader.ts';
import { PageVisibility } from '../runs/page-visibility.ts';
import { initialState } from '../state/state.ts';
import { Store } from '../state/store.ts';
import type { Recordings } from '../recorded/fetch-recording.ts';
import type { Disk } from '../storage/disk.ts';
import { Concluding } from './after-start/concluding.ts';
import { AdapterAsking } from './adapter-asking.ts';
import { Arrivals } from './arrivals.ts';
import { BenchmarkVisit } from './benchmark/benchmark-visit.ts';
import { BetweenRuns } from './between-runs.ts';
import { Lessons } from './class/lessons.ts';
import { Choosing } from './choosing.ts';
import { Comparing } from './review/comparing.ts';
import { DiskWait } from './before-start/disk-wait.ts';
import { ExperimentRunner } from './experiment-runner.ts';
import { Pools } from './class/pools.ts';
import { ShownPool } from './class/shown-pool.ts';
import { Countdown } from './before-start/countdown.ts';
import { RecordedSweeps } from './before-start/recorded-sweeps.ts';
import type { Visitor } from './before-start/visitor.ts';
import { FitChoices } from './fit-choices.ts';
import { FitScheduler } from './fit-scheduler.ts';
import { History } from './history.ts';
import { ImportedRuns } from './imported/imported-runs.ts';
import { MemoryGate } from './before-start/memory-gate.ts';
import { Opening } from './opening.ts';
import { OwnTexts, type OwnTextAccess } from './own-text/own-texts.ts';
import { Persistence } from './persistence.ts';
import type { BrowserReport } from './read-browser.ts';
import { RunEvents } from './run-events.ts';
import { RunNotes } from './review/run-notes.ts';
import { savesData } from './before-start/saves-data.ts';
import { SetAside } from './set-aside.ts';
import { SweepQueue } from './sweep-queue.ts';
import { Tabs } from './tabs.ts';
import { KernelCompiling } from './before-start/kernel-compiling.ts';
import { SeedMeasuring } from './before-start/seed-measuring.ts';
import { TextPreparing } from './before-start/text-preparing.ts';
import { TextSampling } from './text-sampling.ts';
import { Trunks } from '../runs/trunks.ts';

/** The parts of a session that act for a person. They share one store. */
export type SessionParts = ReturnType<typeof sessionParts>;

/** What a session works with, outside its own rooms. */
export interface Surroundings {
  readonly trainer: Trainer;
  readonly analyst: Analyst;
  /** Address of the page, against which files are found. */
  readonly base: string;
  /** Where experiments are saved; nothing is saved without it. */
  readonly disk: Disk | undefined;
  readonly reader: Reader;
  readonly browser: BrowserReport;
  /** Recorded sweeps to show before the first start; undefined for none. */
  readonly recordings: Recordings | undefined;
  /** The person for whom the page may start by itself; undefined for nobody. */
  readonly visitor: Visitor | undefined;
  /** Reads and keeps texts of the person's own. */
  readonly texts: OwnTextAccess;
}

/** Makes the parts of a session and tells each of the others that it works with. */
export function sessionParts(surroundings: Surroundings) {
  const { trainer, analyst, base, disk, reader, browser, recordings, visitor, texts } = surroundings;
  const store = new Store(initialState(base));
  const visibility = new PageVisibility();
  const persistence = new Persistence(trainer, store, disk);
  const diskWait = new DiskWait(store, persistence);
  const history = new History(persistence, store);
  const fits = new FitScheduler(analyst, store);
  const fitChoices = new FitChoices(store, persistence, fits);
  const notes = new RunNotes(store, persistence);
  const comparing = new Comparing(store, persistence, analyst);
  const aside = new SetAside(store, fits);
  const choosing = new Choosing(store, aside, base);
  const shownPool = new ShownPool(store);
  const opening = new Opening(store, choosing, aside, fits, persistence, history, base, shownPool);
  // What comes in is numbered after what the disk has.
  const keeper = async () => {
    await diskWait.settled();
    return new (await import('./import-keeper.ts')).ImportKeeper(persistence, store);
  };
  const importer = async () => {
    const [{ Importer }, imports] = await Promise.all([import('./importer.ts'), keeper()]);
    return new Importer(reader, trainer, persistence, imports, store, base);
  };
  const trunks = new Trunks();
  const events = new RunEvents(trainer, store, persistence, visibility, browser, trunks);
  const adapters = new AdapterAsking(trainer, store, events);
  const sampling = new TextSampling(trainer, store, persistence);
  const ownTexts = new OwnTexts(trainer, texts, store, choosing);
  const betweenRuns = new BetweenRuns(store, fits, sampling, persistence, ownTexts, history);
  const queue = new SweepQueue(trainer, store, persistence, events, betweenRuns, trunks);
  const poolCode = async () => {
    await diskWait.settled();
    const { PoolKeeper, readTexts } = await import('./class/pool-keeper.ts');
    return { keeper: new PoolKeeper(persistence, store), readTexts };
  };
  const pools = new Pools(store, poolCode, opening, history, (given) => tabs.handOver(given));
  const tabs = new Tabs(store, queue, opening, persistence, history, (given) => void pools.take(given));
  const runner = new ExperimentRunner(
    store,
    new MemoryGate(trainer, store),
    queue,
    choosing,
    fits,
    persistence,
    history,
    base,
    ownTexts,
  );
  const imported = new ImportedRuns(store, keeper, opening, choosing, fits, persistence, history);
  const countdown = new Countdown(store, () => runner.start(), visitor);
  const lessons = new Lessons(
    trainer,
    store,
    persistence,
    opening,
    choosing,
    countdown,
    () => runner.start(),
    base,
  );
  const benchmark = new BenchmarkVisit(store, countdown);
  const arrivals = new Arrivals(
    store,
    importer,
    choosing,
    opening,
    runner,
    imported,
    ownTexts,
    countdown,
    lessons,
    pools,
    benchmark,
  );
  const recorded = new RecordedSweeps(store, fits, recordings, base);
  const text = new TextPreparing(trainer, store, savesData);
  const early = [new KernelCompiling(trainer, store), new SeedMeasuring(trainer, store, choosing)];
  const late = [new Concluding(store)];
  return {
    store,
    text,
    early,
    late,
    visibility,
    persistence,
    diskWait,
    history,
    fits,
    fitChoices,
    notes,
    comparing,
    choosing,
    opening,
    adapters,
    betweenRuns,
    queue,
    tabs,
    runner,
    imported,
    pools,
    ownTexts,
    arrivals,
    benchmark,
    lessons,
    countdown,
    recorded,
  };
}
