// Reads runs from the database without the page's code. Writes nothing.
import type { Page } from 'playwright';

/** One run as it is on disk. */
export interface SavedRunReport {
  id: string;
  label: string;
  state: string;
  /** A hash of its curve and evaluations, if the run has finished. */
  hash: string;
  /** The fault of its checkpoint; empty if it has no fault or no checkpoint. */
  torn: string;
  /** Steps of its checkpoint; 0 without one. */
  checkpoint: number;
}

/** Every run of every sweep on disk. Runs in the page but uses none of its code. */
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
    const tornBy = (
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
      if (![...parameters, ...moments].every(Number.isFinite)) return 'a figure that is not finite';
      // More steps may be reported while a checkpoint is being copied.
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
          torn: checkpoint === undefined ? '' : tornBy(run, curve, checkpoint),
          checkpoint: checkpoint?.step ?? 0,
        };
      }),
    );
  });
}
