import type { Analysis } from '../../laws/analysis/analyse.ts';
import { analysisRequest } from '../analysis/analysis-request.ts';
import type { Analyst } from '../analysis/analyst.ts';
import { presetOf } from '../experiments/presets.ts';
import { NOTHING_FITTED, type ShownAnalysis } from '../analysis/shown-analysis.ts';
import type { Store } from '../state/store.ts';

/** Progress is told in steps of this share: each renders the page. */
const PROGRESS_STEP = 0.05;
/** A request that fails is made once more, in another process. */
const MOST_FAILURES = 2;

/**
 * Keeps the analysis that of the runs and choices as they are: first the power laws, which are quick and predict the next
 * run, then the other fits. Of several requests only the newest counts; the quick part is waited for, the slow one given up.
 */
export class FitScheduler {
  #newest = 0;
  #failures = 0;
  #works = false;

  /** @param onComplete told whenever every fit is that of the runs as they are, or cannot be made */
  constructor(
    private readonly analyst: Analyst,
    private readonly store: Store,
    private readonly onComplete: () => void,
  ) {}

  /** Makes every fit anew. */
  refit(): void {
    const { analysis, shown } = this.store.state;
    const { laws, fits } = presetOf(shown);
    if (laws.length + fits.length === 0) return this.onComplete();
    this.#newest += 1;
    this.#failures = 0;
    if (analysis.pending === 'fits') this.analyst.cancel();
    this.#change({ pending: laws.length > 0 ? 'laws' : 'fits', progress: 0 });
    if (!this.#works) void this.#work();
  }

  /** Drops every fit, and what is being made. */
  forget(): void {
    this.#newest += 1;
    this.analyst.cancel();
    this.store.change({ analysis: NOTHING_FITTED });
  }

  /** Settles when the power laws are those of the runs as they are, or cannot be made. */
  lawsMade(): Promise<void> {
    return this.store.until(({ analysis }) => analysis.pending !== 'laws');
  }

  async #work(): Promise<void> {
    this.#works = true;
    // What is chosen in one go is asked for together.
    await Promise.resolve();
    for (let stage = this.#pending; stage !== null; stage = this.#pending) await this.#make(stage);
    this.#works = false;
    this.onComplete();
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
      if (asked === this.#newest) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #ask(stage: 'laws' | 'fits', asked: number): Promise<Analysis | null> {
    const { fitOptions, runs, shown } = this.store.state;
    const { laws, fits } = presetOf(shown);
    const wanted = stage === 'laws' ? { laws, fits: [] } : { laws: [], fits };
    return this.analyst.analyse(analysisRequest(runs, wanted, fitOptions), (done, total) => {
      const progress = done / total;
      const { analysis } = this.store.state;
      if (stage === 'laws' || asked !== this.#newest || progress < analysis.progress + PROGRESS_STEP) return;
      this.#change({ progress });
    });
  }

  #take(stage: 'laws' | 'fits', made: Analysis): void {
    const { analysis, shown } = this.store.state;
    const { fits } = presetOf(shown);
    const failure = this.#failures > 0 ? analysis.failure : '';
    // The whole analysis, because a fit that is no longer asked for has to go.
    if (stage === 'fits')
      this.store.change({ analysis: { ...made, laws: analysis.laws, pending: null, progress: 1, failure } });
    else if (fits.length > 0) this.#change({ laws: made.laws, pending: 'fits', failure });
    else this.#change({ laws: made.laws, pending: null, progress: 1, failure });
  }

  #fail(failure: string): void {
    this.#failures += 1;
    const again = this.#failures < MOST_FAILURES;
    this.#change(again ? { failure: `${failure} Another has taken its place.` } : { failure, pending: null });
  }

  #change(patch: Partial<ShownAnalysis>): void {
    this.store.change({ analysis: { ...this.store.state.analysis, ...patch } });
  }
}
