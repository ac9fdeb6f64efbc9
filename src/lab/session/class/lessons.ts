import type { Trainer } from '../../../engine/trainer.ts';
import type { LessonState } from '../../class/class-state.ts';
import { freshId } from '../../class/fresh-id.ts';
import type { LessonLink } from '../../class/lesson.ts';
import { PIECE_LIMITS } from '../../class/piece.ts';
import { ImportRefused } from '../../files/import-refused.ts';
import { loadFailure } from '../../state/load-failure.ts';
import { usualFitting } from '../../state/shown-fits.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { ReadExperiment } from '../../storage/archive.ts';
import type { SavedLesson } from '../../storage/schema.ts';
import type { Countdown } from '../before-start/countdown.ts';
import type { Choosing } from '../choosing.ts';
import type { Opening } from '../opening.ts';
import type { Persistence } from '../persistence.ts';
import type { sizedPart } from './size-part.ts';

/** The code of lessons, which a page without a lesson does not load. */
const CODE = {
  link: () => import('../../class/lesson-link.ts'),
  sizing: () => import('./size-part.ts'),
} as const;

/**
 * The lesson that the page follows. It begins with the teacher's experiment and shows nothing of what the browser keeps; a
 * reload comes back to what the person began in it.
 */
export class Lessons {
  /** Counts lessons and parts that were asked for: an earlier one then changes nothing more. */
  #turn = 0;
  /** The last number of an experiment that began before the lesson. */
  #before = 0;
  /** The experiment that began in the lesson; null before one did. */
  #number: number | null = null;

  constructor(
    private readonly trainer: Pick<Trainer, 'memory' | 'stepSeconds'>,
    private readonly store: Store,
    private readonly persistence: Persistence,
    private readonly opening: Pick<Opening, 'show'>,
    private readonly choosing: Pick<Choosing, 'take'>,
    private readonly countdown: Countdown,
    private readonly start: () => Promise<void>,
    private readonly base: string,
  ) {
    store.subscribe(() => this.#noteStart());
  }

  /** Follows the lesson of a link's fragment. Nothing happens while runs are trained here, or if the page follows it already. */
  async follow(fragment: string): Promise<void> {
    if (this.store.state.lesson?.link === fragment) return;
    if (!isFree(this.store.state) && this.store.state.otherTab === null) return;
    this.countdown.heed('lesson');
    const turn = ++this.#turn;
    const link = await this.#read(fragment);
    if (link === null) return this.countdown.heed('must-wait');
    const kept = await this.persistence.read((archive) => archive.lesson(link.lesson.id));
    if (turn !== this.#turn) return;
    if (isFree(this.store.state)) return this.#begin(link, fragment, kept);
    // The page shows what the other tab saves, until it may train itself.
    this.store.change({ lesson: stateOf(link, fragment, kept) });
    void this.store.until(isFree).then(() => {
      if (turn === this.#turn) void this.#begin(link, fragment, kept);
    });
  }

  /**
   * Takes a part of the shared work and makes it as large as this machine trains in the lesson's minutes. Nothing happens while
   * runs are trained, or for a number that no part has.
   */
  async choosePart(asked: number | 'any'): Promise<void> {
    const { lesson } = this.store.state;
    if (lesson === null || !isFree(this.store.state)) return;
    const { parts } = lesson.lesson;
    const part = asked === 'any' ? 1 + Math.floor(Math.random() * parts) : asked;
    if (!Number.isInteger(part) || part < 1 || part > parts) return;
    if (lesson.lesson.starts) this.countdown.again();
    await this.#take(part);
  }

  /** Starts the part once it has its size, for a person who pressed Start while the machine is being measured. */
  startWhenSized(): void {
    if (this.store.state.lesson?.measuring === true) this.#change({ startsThen: true });
  }

  /** Sets what the person calls themselves; what is too long is cut off. */
  setName(name: string): void {
    this.#change({ name: Array.from(name).slice(0, PIECE_LIMITS.nameCharacters).join('') });
    this.#keep();
  }

  /** Shows the page without the lesson. What was trained stays. */
  leave(): void {
    if (this.store.state.lesson === null) return;
    this.#turn += 1;
    this.countdown.cancel();
    this.store.change({ lesson: null });
  }

  /** The lesson of a link. Null if it is refused, or its code cannot be loaded, as the notice then says. */
  async #read(fragment: string): Promise<LessonLink | null> {
    try {
      return (await CODE.link()).readLessonLink(fragment);
    } catch (error) {
      const said =
        error instanceof ImportRefused
          ? `Lesson not opened: ${error.message}`
          : loadFailure('The code of lessons');
      this.store.change({ notice: { said, refused: true } });
      return null;
    }
  }

  /** Shows what the person began in the lesson, or else the teacher's experiment. */
  async #begin(link: LessonLink, fragment: string, kept: SavedLesson | undefined): Promise<void> {
    const turn = this.#turn;
    const lesson = stateOf(link, fragment, kept);
    const own =
      lesson.part === (kept?.part ?? null) ? await this.#ownRuns(link, kept?.number ?? null) : undefined;
    if (turn !== this.#turn || !isFree(this.store.state)) return;
    const { lastNumber } = this.store.state;
    this.#before = lastNumber;
    this.#number = own?.saved.number ?? null;
    // It comes first, because no recorded sweep is shown in a lesson.
    this.store.change({ lesson: own === undefined ? { ...lesson, sized: '' } : lesson, notice: null });
    await this.opening.show(own);
    if (own !== undefined) return this.countdown.heed('must-wait');
    this.choosing.take(link.lesson.selection);
    this.store.change({ fitOptions: usualFitting(link.lesson.selection.experiment) });
    this.#keep();
    if (lesson.part !== null) return this.#take(lesson.part);
    if (link.lesson.parts === 1) this.#mayStart();
  }

  /** The experiment that the person began in the lesson on an earlier visit. */
  async #ownRuns({ lesson }: LessonLink, number: number | null): Promise<ReadExperiment | undefined> {
    if (number === null) return undefined;
    const read = await this.persistence.read((archive) => archive.read(number));
    const isOwn = read?.saved.removed === false && read.saved.experiment === lesson.selection.experiment;
    return isOwn ? read : undefined;
  }

  async #take(part: number): Promise<void> {
    const turn = ++this.#turn;
    this.#change({ part, measuring: true, startsThen: false, sized: '' });
    await this.store.until(({ adapter }) => adapter.kind !== 'asking');
    const { adapter, lesson } = this.store.state;
    const found = adapter.kind === 'adapter' ? adapter : null;
    const sized = lesson === null ? null : await this.#sized(found, lesson, part).catch(() => null);
    if (turn !== this.#turn) return;
    const startsThen = this.store.state.lesson?.startsThen === true;
    this.#change({ measuring: false, startsThen: false });
    if (sized === null) {
      this.#change({ part: null });
      return this.store.change({ notice: { said: loadFailure('The code of lessons'), refused: true } });
    }
    if (!isFree(this.store.state)) return;
    await this.opening.show(undefined);
    this.choosing.take(sized.selection);
    this.store.change({ timedPace: sized.pace });
    this.#change({ sized: sized.leftOut });
    this.#number = null;
    this.#keep();
    if (startsThen) return void this.start();
    this.#mayStart();
  }

  async #sized(adapter: Parameters<Sizing>[1], { lesson }: LessonState, part: number): ReturnType<Sizing> {
    const { sizedPart } = await CODE.sizing();
    return sizedPart(this.trainer, adapter, lesson, part, this.base);
  }

  /** Counts down if the lesson starts by itself and its adapter is known. */
  #mayStart(): void {
    const { lesson } = this.store.state;
    this.countdown.heed(lesson?.lesson.starts === true ? 'may-start' : 'must-wait');
    if (lesson?.lesson.starts !== true) return;
    void this.store.until(({ adapter }) => adapter.kind !== 'asking').then(() => this.countdown.begin());
  }

  /** Keeps the number of an experiment that began in the lesson. */
  #noteStart(): void {
    const { begun, lesson, number, phase } = this.store.state;
    if (lesson === null || phase !== 'running' || number === null || number <= this.#before) return;
    if (number === this.#number || begun?.experiment !== lesson.lesson.selection.experiment) return;
    this.#number = number;
    this.#keep();
  }

  #change(change: Partial<LessonState>): void {
    const { lesson } = this.store.state;
    if (lesson !== null) this.store.change({ lesson: { ...lesson, ...change } });
  }

  #keep(): void {
    const { lesson } = this.store.state;
    if (lesson === null) return;
    const { lesson: of, name: called, part, pupil, sized } = lesson;
    const kept: SavedLesson = { name: `lesson ${of.id}`, pupil, called, part, sized, number: this.#number };
    void this.persistence.write((archive) => archive.keepLesson(kept));
  }
}

type Sizing = typeof sizedPart;

/** The state of a lesson that begins, or to which the person comes back. */
function stateOf(
  { lesson, part }: LessonLink,
  link: string,
  kept: Pick<SavedLesson, 'pupil' | 'called' | 'part' | 'sized'> = {
    pupil: freshId(),
    called: '',
    part: null,
    sized: '',
  },
): LessonState {
  const { called: name, pupil, sized } = kept;
  const before = kept.part !== null && kept.part <= lesson.parts ? kept.part : null;
  return { lesson, link, part: part ?? before, measuring: false, startsThen: false, sized, pupil, name };
}
