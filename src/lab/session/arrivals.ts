import { errorWords } from '../../laws/refusal.ts';
import { asksToStart, linkOf } from '../files/link.ts';
import { isBenchmarkLink } from '../files/link/benchmark-link.ts';
import { linkInFile, pastedFragment } from '../files/link/pasted-link.ts';
import { isFree } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { isLessonLink } from '../class/is-lesson-link.ts';
import type { BenchmarkVisit } from './benchmark/benchmark-visit.ts';
import { classTexts, holdsResults, isResultsLink } from './class/class-texts.ts';
import type { Pools } from './class/pools.ts';
import type { Choosing } from './choosing.ts';
import type { Countdown } from './before-start/countdown.ts';
import type { ExperimentRunner } from './experiment-runner.ts';
import type { ImportedRuns } from './imported/imported-runs.ts';
import type { Import, Importer, SizedFile } from './importer.ts';
import type { Lessons } from './class/lessons.ts';
import { linkedExperiment } from './link-reading.ts';
import type { OwnTexts } from './own-text/own-texts.ts';
import { areText } from './own-text/readable-file.ts';
import type { Opening } from './opening.ts';

/** Shows what comes from outside: files, pasted text, links, and places of the browser's history. */
export class Arrivals {
  constructor(
    private readonly store: Store,
    /** Loads it when something is imported. */
    private readonly importer: () => Promise<Importer>,
    private readonly choosing: Choosing,
    private readonly opening: Opening,
    private readonly runner: ExperimentRunner,
    private readonly imported: ImportedRuns,
    private readonly ownTexts: Pick<OwnTexts, 'open'>,
    private readonly countdown: Countdown,
    private readonly lessons: Pick<Lessons, 'follow' | 'leave'>,
    private readonly pools: Pick<Pools, 'take'>,
    private readonly benchmark: Pick<BenchmarkVisit, 'show' | 'leave' | 'makeWay'>,
  ) {}

  async takeFiles(files: readonly SizedFile[]): Promise<void> {
    this.benchmark.makeWay();
    const texts = await classTexts(files);
    if (texts !== null) return this.pools.take(texts);
    const link = await linkInFile(files);
    if (link !== null) return this.takeText(link);
    if (await areText(files)) return this.ownTexts.open(files);
    await this.#import((importer) => importer.readFiles(files));
  }

  async takeText(text: string): Promise<void> {
    if (holdsResults(text)) return this.pools.take([{ from: 'the text', text }]);
    const fragment = pastedFragment(text);
    if (fragment !== null && isBenchmarkLink(fragment)) return this.benchmark.show(fragment);
    this.benchmark.makeWay();
    if (fragment !== null && isLessonLink(fragment)) return this.lessons.follow(fragment);
    await this.#import((importer) => importer.readText(text));
  }

  /** Proposes the experiment of a link's fragment, unless the page proposes it already. */
  takeLink(fragment: string): void {
    if (isLessonLink(fragment)) return void this.lessons.follow(fragment);
    this.countdown.heed('must-wait');
    if (isResultsLink(fragment)) {
      void this.pools.take([{ from: 'the link', text: fragment }]);
      return;
    }
    if (fragment === linkOf(this.store.state)) return;
    const selection = linkedExperiment(this.store, fragment);
    if (selection === null) return;
    if (asksToStart(fragment)) this.countdown.heed('may-start');
    this.choosing.take(selection);
  }

  /**
   * Shows a place of the browser's history: the benchmark, an experiment on disk, a link, or what the page proposes at first.
   */
  async visit(fragment: string, number: number | null): Promise<void> {
    if (isBenchmarkLink(fragment)) return this.benchmark.show(fragment);
    this.benchmark.leave();
    if (isResultsLink(fragment)) {
      this.countdown.heed('must-wait');
      return this.pools.take([{ from: 'the link', text: fragment }]);
    }
    const isLesson = isLessonLink(fragment);
    if (isLesson && fragment !== this.store.state.lesson?.link) return this.lessons.follow(fragment);
    if (!isFree(this.store.state)) return;
    if (!isLesson) this.lessons.leave();
    const elsewhere = number !== null && number !== this.store.state.number;
    if ((elsewhere && (await this.opening.open(number))) || isLesson) return;
    if (fragment === '') this.choosing.reset();
    else this.takeLink(fragment);
  }

  async #import(read: (importer: Importer) => Promise<Import>): Promise<void> {
    let importer: Importer;
    try {
      importer = await this.importer();
    } catch (error) {
      const said = `The code that opens files could not be loaded: ${errorWords(error)}. Reload the page.`;
      return this.store.change({ notice: { said, refused: true } });
    }
    await this.#receive(await read(importer));
  }

  /** Shows what was imported. */
  async #receive(came: Import): Promise<void> {
    switch (came.kind) {
      case 'proposal':
        return this.choosing.take(came.selection);
      case 'results':
        return this.opening.showAdded(came.read);
      case 'model':
        await this.opening.showAdded(came.read);
        return this.runner.resume();
      case 'table':
        return this.imported.offer(came.table);
      case 'refused':
        return;
      default:
        throw new Error(`no such import: ${String(came satisfies never)}`);
    }
  }
}
