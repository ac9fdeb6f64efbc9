import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { Analyst } from '../analysis/analyst.ts';
import { NOTHING_FITTED, type ShownAnalysis } from '../analysis/shown-analysis.ts';
import { hasStepped } from '../state/has-stepped.ts';
import { shownFits, shownRequest } from '../state/shown-fits.ts';
import type { Store } from '../state/store.ts';
import { errorWords } from '../../laws/refusal.ts';

/** The smallest step of progress that is shown, because each one renders the page. */
const PROGRESS_STEP = 0.05;
/** A request that fails is made once more, in another worker. */
const MOST_FAILURES = 2;

/**
 * Keeps the analysis up to date with the runs and the fit options. The power laws come first, because they are quick
 * and predict the next run; the other fits follow. A new request replaces an older one: it waits for power laws under
 * way, and cancels other fits.
 */
export class FitScheduler {
  #newest = 0;
  #failures = 0;
  #works = false;

  constructor(
    private readonly analyst: Analyst,
    private readonly store: Store,
  ) {}

  /** Loads the code that makes fits after the first step of a run, so that its law needs no connection. */
  async prepare(): Promise<void> {
    await this.store.until(hasStepped);
    this.analyst.prepare();
  }

  /**
   * Makes every fit again.
   * @param because `runs`: another run has finished, and the last whole analysis lacks it
   */
  refit(because: 'runs' | 'options'): void {
    const { analysis } = this.store.state;
    const { laws, fits } = shownFits(this.store.state);
    if (laws.length + fits.length === 0) return;
    this.#newest += 1;
    this.#failures = 0;
    if (analysis.pending === 'fits') this.analyst.cancel();
    const whole = because === 'runs' ? null : analysis.whole;
    this.#change({ pending: laws.length > 0 ? 'laws' : 'fits', progress: 0, whole });
    if (!this.#works) void this.#work();
  }

  /** Shows every fit as it was made before, of the runs and with the options that are now on the page. */
  show(whole: Analysis): void {
    this.#newest += 1;
    this.analyst.cancel();
    this.store.change({ analysis: { ...NOTHING_FITTED, ...whole, progress: 1, whole } });
  }

  /** Drops every fit, and cancels the request under way. */
  forget(): void {
    this.#newest += 1;
    this.analyst.cancel();
    this.store.change({ analysis: NOTHING_FITTED });
  }

  /** Settles when the power laws are up to date or cannot be made. */
  lawsMade(): Promise<void> {
    return this.store.until(({ analysis }) => analysis.pending !== 'laws');
  }

  async #work(): Promise<void> {
    this.#works = true;
    // Several options that change together make one request.
    await Promise.resolve();
    for (let stage = this.#pending; stage !== null; stage = this.#pending) await this.#make(stage);
    this.#works = false;
  }

  get #pending(): ShownAnalysis['pending'] {
    return this.store.state.analysis.pending;
  }

  async #make(stage: 'laws' | 'fits'): Promise<void> {
    const asked = this.#newest;
    try {
      const analysis = await this.#ask(stage, asked);
      if (analysis !== null && asked === this.#newest) this.#take(stage, analysis);
    } catch (error) {
      if (asked === this.#newest) this.#fail(errorWords(error));
    }
  }

  #ask(stage: 'laws' | 'fits', asked: number): Promise<Analysis | null> {
    const { state } = this.store;
    const { laws, fits } = shownFits(state);
    const wanted = stage === 'laws' ? { laws, fits: [] } : { laws: [], fits };
    return this.analyst.analyse(shownRequest(state, wanted), (done, total) => {
      const progress = done / total;
      const { analysis } = this.store.state;
      if (stage === 'laws' || asked !== this.#newest || progress < analysis.progress + PROGRESS_STEP) return;
      this.#change({ progress });
    });
  }

  #take(stage: 'laws' | 'fits', made: Analysis): void {
    const { analysis } = this.store.state;
    const failure = this.#failures > 0 ? analysis.failure : '';
    if (stage === 'laws' && shownFits(this.store.state).fits.length > 0) {
      return this.#change({ laws: made.laws, pending: 'fits', failure });
    }
    const whole = stage === 'fits' ? { ...made, laws: analysis.laws } : made;
    // Replaces the whole analysis, because fits that are no longer asked for must disappear.
    this.store.change({ analysis: { ...whole, pending: null, progress: 1, failure, whole } });
  }

  #fail(failure: string): void {
    this.#failures += 1;
    if (this.#failures < MOST_FAILURES) {
      return this.#change({ failure: `${failure} A new process replaces it.` });
    }
    const { pending: _p, progress: _n, failure: _f, whole: _w, ...whole } = this.store.state.analysis;
    this.#change({ failure, pending: null, whole });
  }

  #change(patch: Partial<ShownAnalysis>): void {
    this.store.change({ analysis: { ...this.store.state.analysis, ...patch } });
  }
}
