import type { IntakeReport } from '../../class/class-state.ts';
import { PIECE_LIMITS } from '../../class/piece.ts';
import { errorWords } from '../../../laws/refusal.ts';
import type { PupilChange } from '../../storage/schema.ts';
import { visibleName } from '../../runs/visible-name.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { History } from '../history.ts';
import type { Opening } from '../opening.ts';
import type { ClassText, PoolKeeper, readTexts } from './pool-keeper.ts';

/** The code that reads and keeps results, which is loaded with the first of them. */
export interface PoolCode {
  readonly keeper: PoolKeeper;
  readonly readTexts: typeof readTexts;
}

/** The teacher's side of a class: results of pupils come in, and the page shows their pool. */
export class Pools {
  #code: Promise<PoolCode> | undefined;
  #taking: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly load: () => Promise<PoolCode>,
    private readonly opening: Pick<Opening, 'showAdded'>,
    private readonly history: Pick<History, 'refresh'>,
    /** Gives texts to the tab that may write. */
    private readonly handOver: (texts: readonly ClassText[]) => void,
  ) {}

  /**
   * Takes in pasted texts, links and files of pupils, in the order in which they are given. Wrong ones are refused one by one.
   * While this page trains, they are kept and not shown; if another tab has the lock, that tab takes them.
   */
  async take(items: readonly ClassText[]): Promise<void> {
    const taking = this.#taking.then(() => this.#take(items));
    this.#taking = taking;
    return taking;
  }

  /**
   * Gives a pupil of the shown pool another name, or the pupil's own name again if it is empty.
   * @returns the rule that the name breaks; empty if it was taken
   */
  async rename(pupil: string, name: string): Promise<string> {
    const wanted = visibleName(name).trim();
    const characters = Array.from(wanted).length;
    const { nameCharacters } = PIECE_LIMITS;
    if (characters > nameCharacters)
      return `A name may have at most ${nameCharacters} characters, and this one has ${characters}.`;
    return this.#change(pupil, { name: wanted === '' ? undefined : wanted });
  }

  /**
   * Leaves a pupil's results out of the shown pool, or takes them in again. They are kept either way.
   * @returns why it cannot be done now; empty if it was done
   */
  leaveOut(pupil: string, out: boolean): Promise<string> {
    return this.#change(pupil, { out });
  }

  async #change(pupil: string, change: PupilChange): Promise<string> {
    const { number, otherTab } = this.store.state;
    if (number === null) return 'No results of a class are on the page.';
    if (otherTab !== null || !isFree(this.store.state))
      return 'Pupils can be changed when no model trains and no other tab of this page is in charge.';
    const done = this.#taking.then(async () => {
      const { keeper } = await (this.#code ??= this.load());
      const read = await keeper.changePupil(number, pupil, change);
      if (read !== undefined) await this.opening.showAdded(read);
    });
    this.#taking = done.catch(() => {});
    await done;
    return '';
  }

  async #take(items: readonly ClassText[]): Promise<void> {
    let code: PoolCode;
    try {
      this.#code ??= this.load();
      code = await this.#code;
    } catch (error) {
      this.#code = undefined;
      const reason = `the code that reads results could not be loaded: ${errorWords(error)}. Reload the page.`;
      const refused = items.map(({ from }) => ({ from, reason }));
      return this.#say({ said: `Results were not taken: ${reason}`, refused, other: null }, true);
    }
    if (this.store.state.otherTab !== null) return this.#send(items, code);
    const { isRefused, read, report } = await code.keeper.take(items);
    if (read !== undefined && isFree(this.store.state)) await this.opening.showAdded(read);
    else await this.history.refresh();
    this.#say(report, isRefused);
  }

  /** Gives the texts to the other tab, if they are results. */
  async #send(items: readonly ClassText[], code: PoolCode): Promise<void> {
    const { given, refused } = await code.readTexts(items);
    const names = [...new Set(given.map(({ piece }) => piece.name).filter((name) => name !== ''))];
    const of =
      names.length === 0
        ? ''
        : ` of ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' and others' : ''}`;
    const [first] = refused;
    const sent = `Results${of} went to the other tab of this page. You can close this one.`;
    if (given.length > 0) this.handOver(given.map(({ text }) => ({ from: 'another tab', text })));
    const said =
      given.length > 0 ? sent : `Not taken from ${first?.from ?? 'the text'}: ${first?.reason ?? ''}`;
    this.#say({ said, refused, other: null }, given.length === 0);
  }

  #say(intake: IntakeReport, refused: boolean): void {
    this.store.change({ intake, notice: { said: intake.said, refused } });
  }
}

/** So many pupils are named at most. */
const NAMED = 4;
