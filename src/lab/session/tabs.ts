import type { Disk, HandedTexts, TabLock, TabMessage } from '../storage/disk.ts';
import type { OtherTab } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import type { History } from './history.ts';
import type { Opening } from './opening.ts';
import type { Persistence } from './persistence.ts';
import type { SweepQueue } from './sweep-queue.ts';

/** A tab that lives answers sooner, also one that first saves the state of its run. */
const ANSWER_MILLISECONDS = 15_000;

const OPEN: OtherTab = { trains: false, took: false, answer: 'none' };

/**
 * Decides which tab may train and write. The others show what it saves, and a person can move to one of them: the tab
 * that trains then saves its run and lets go of the lock.
 */
export class Tabs {
  #lock: TabLock | undefined;
  #told: TabMessage = 'idle';
  #late: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly queue: SweepQueue,
    private readonly opening: Opening,
    private readonly persistence: Persistence,
    private readonly history: History,
    /** Takes in results of pupils that another tab was given. */
    private readonly takeTexts: (texts: HandedTexts['texts']) => void,
  ) {}

  /** Asks for the lock. Without it this tab shows what the other one saves, until that one is closed or lets go. */
  async acquireLock({ tabLock }: Disk): Promise<void> {
    this.#lock = tabLock;
    tabLock.onMessage((message) => this.#hear(message));
    const acquired = await tabLock.acquire(() => void this.#takeOver());
    if (!acquired) {
      this.store.change({ otherTab: OPEN });
      tabLock.send('who');
    }
    this.store.subscribe(() => this.#tell());
  }

  /** Asks the other tab for the lock. If it does not answer, the state says so. */
  take(): void {
    const { otherTab } = this.store.state;
    if (otherTab === null || otherTab.answer === 'waiting') return;
    this.#change({ answer: 'waiting' });
    this.#lock?.send('give');
    clearTimeout(this.#late);
    this.#late = setTimeout(() => this.#change({ answer: 'silent' }), ANSWER_MILLISECONDS);
  }

  /** Gives results of pupils to the tab that has the lock. */
  handOver(texts: HandedTexts['texts']): void {
    this.#lock?.send({ texts });
  }

  #hear(message: TabMessage): void {
    const away = this.store.state.otherTab !== null;
    if (typeof message === 'object') {
      if (!away) this.takeTexts(message.texts);
      return;
    }
    switch (message) {
      case 'written':
        if (away) void this.opening.restore();
        break;
      case 'idle':
      case 'trains':
        this.#change({ trains: message === 'trains' });
        break;
      case 'who':
        if (!away) this.#lock?.send(this.#told);
        break;
      case 'give':
        if (away) this.#lock?.yieldTurn();
        else void this.#handOver();
        break;
      default:
        throw new Error(`no such message: ${String(message satisfies never)}`);
    }
  }

  /** Tells the other tabs whether this one trains, when that changes. */
  #tell(): void {
    const { otherTab, phase } = this.store.state;
    if (otherTab !== null) return;
    const now = phase === 'idle' || phase === 'ended' ? 'idle' : 'trains';
    if (now === this.#told) return;
    this.#told = now;
    this.#lock?.send(now);
  }

  /** Saves the run under way, then lets another tab have the lock and shows what that one saves. */
  async #handOver(): Promise<void> {
    await this.queue.suspend(() => this.store.change({ otherTab: { ...OPEN, took: true } }));
    await this.persistence.settled();
    this.#told = 'idle';
    this.#lock?.release();
    await this.opening.restore();
  }

  async #takeOver(): Promise<void> {
    clearTimeout(this.#late);
    await this.opening.restore();
    this.store.change({ otherTab: null });
    this.#lock?.send('idle');
    await this.history.clear();
  }

  #change(change: Partial<OtherTab>): void {
    const { otherTab } = this.store.state;
    if (otherTab !== null) this.store.change({ otherTab: { ...otherTab, ...change } });
  }
}
