import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BenchmarkResult, EntryTimes, Summary } from '../../benchmark/result.ts';

/** A benchmark that runs now. */
export interface Running {
  readonly quick: boolean;
  /** What is done now, in words. */
  readonly entry: string;
  /** From 0 to 1. */
  readonly share: number;
  /** Null before the first estimate. */
  readonly secondsLeft: number | null;
  /** What is measured, in the order in which it came; an entry comes again with its second pass. */
  readonly times: readonly EntryTimes[];
  /** Whether the page was hidden since it began, so that it gets no score. */
  readonly hidden: boolean;
  readonly stop: () => void;
}

export interface DeskState {
  /** Null while nothing is measured. */
  readonly running: Running | null;
  /** The last result of this browser; null for none. A quick one gives way to a whole one, never the other way round. */
  readonly own: BenchmarkResult | null;
  /** A quick look that is shown in the place of a whole result, which stays; null for none. */
  readonly glance: BenchmarkResult | null;
  /** Why the last benchmark has no result; empty if it has one. */
  readonly failure: string;
  /** Why the result is not kept over a reload, or an earlier one could not be read; empty if all is well. */
  readonly keeping: string;
  /** Results that came by link, paste or file. */
  readonly others: readonly Summary[];
  /** What of the last paste or file was refused, a sentence each. */
  readonly refused: readonly string[];
}

/** What the page of the benchmark has, for as long as the tab is open. Only that page uses it. */
class Desk extends EventTarget {
  #state: DeskState = {
    running: null,
    own: null,
    glance: null,
    failure: '',
    keeping: '',
    others: [],
    refused: [],
  };

  get state(): DeskState {
    return this.#state;
  }

  change(part: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...part };
    this.dispatchEvent(new Event('change'));
  }
}

export const desk = new Desk();

/** Renders its element when the desk changes. */
export class FollowDesk implements ReactiveController {
  readonly #changed = (): void => this.host.requestUpdate();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    desk.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    desk.removeEventListener('change', this.#changed);
  }
}
