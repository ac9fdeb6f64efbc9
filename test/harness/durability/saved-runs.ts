import type { Page } from 'playwright';

/** What is saved on disk of one run. */
export interface SavedRunReport {
  id: string;
  label: string;
  state: string;
  /** Hash of its curve and its evaluations; empty for a run that has not finished. */
  hash: string;
  /** What is wrong with its checkpoint; empty if nothing is, or if it has none. */
  damage: string;
  /** Steps of its checkpoint; 0 without one. */
  checkpoint: number;
}

/** Reads every saved run of all sweeps straight from the database, without the page's own code. */
export function savedRuns(page: Page): Promise<SavedRunReport[]> {
  return page.evaluate(async () => {
    interface SavedRun {
      id: string;
      label: string;
      state: string;
      step: number;
      plan: { steps: number; lanes: unknown[] };
      parameters: { total: number };
      evaluations: { step: number; losses: Float32Array }[];
    }
    interface Checkpoint {
      run: string;
      step: number;
      parameters: Float32Array;
      moments: Float32Array;
    }
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('refused')));
      });
    const database = await settled(indexedDB.open('loglog'));
    const transaction = database.transaction(['runs', 'curves', 'checkpoints']);
    const all = (store: string): Promise<unknown> => settled(transaction.objectStore(store).getAll());
    const [runs, curves, checkpoints] = (await Promise.all([
      all('runs'),
      all('curves'),
      all('checkpoints'),
    ])) as [SavedRun[], { run: string; losses: Float32Array }[], Checkpoint[]];
    database.close();
    const hashOf = async (run: SavedRun, curve: Float32Array): Promise<string> => {
      const figures = [...curve, ...run.evaluations.flatMap(({ step, losses }) => [step, ...losses])];
      const digest = await crypto.subtle.digest('SHA-256', Float32Array.from(figures));
      return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const damageOf = (
      run: SavedRun,
      curve: Float32Array,
      { step, parameters, moments }: Checkpoint,
    ): string => {
      const lanes = run.plan.lanes.length;
      // The engine's layout has gaps between tensors.
      const whole = parameters.length % lanes === 0 && parameters.length >= lanes * run.parameters.total;
      if (!whole || moments.length !== 2 * parameters.length) {
        return `${parameters.length} weights, ${moments.length} moments`;
      }
      if (![...parameters, ...moments].every(Number.isFinite)) return 'a value that is not finite';
      // The run may have done more steps than its latest checkpoint.
      if (step < 1 || step > run.step) return `step ${step}, run at ${run.step} of ${run.plan.steps}`;
      const steps = curve.length / lanes;
      return steps === run.step ? '' : `run at ${run.step}, curve of ${steps}`;
    };
    return Promise.all(
      runs.map(async (run) => {
        const curve = curves.find((saved) => saved.run === run.id)?.losses ?? new Float32Array();
        const checkpoint = checkpoints.find((saved) => saved.run === run.id);
        return {
          id: run.id,
          label: run.label,
          state: run.state,
          hash: run.state === 'finished' ? await hashOf(run, curve) : '',
          damage: checkpoint === undefined ? '' : damageOf(run, curve, checkpoint),
          checkpoint: checkpoint?.step ?? 0,
        };
      }),
    );
  });
}
