// A lab whose first run has begun, with a trainer that does what a test says.
import { expect, vi } from 'vitest';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { DirectAnalyst } from './direct-analyst.ts';
import { ScriptedTrainer } from './scripted-trainer.ts';

/** The limit is long because a busy machine may be slow. No test asserts a time. */
const PATIENCE = { interval: 1, timeout: 30_000 };

export class BegunSweep {
  readonly trainer = new ScriptedTrainer();
  readonly lab = new Lab(this.trainer, new DirectAnalyst(), 'https://somewhere.example/');

  /** Starts a sweep over these widths, and resolves when the trainer has its first plan. */
  static async of(widths: string): Promise<BegunSweep> {
    const sweep = new BegunSweep();
    await sweep.lab.open();
    sweep.lab.edit({ ...draftOf(QUICK_SWEEP), widths, tokens: '20480' });
    void sweep.lab.start();
    await sweep.begun(1);
    return sweep;
  }

  /** Waits until the trainer has received this many plans. */
  async begun(count: number): Promise<void> {
    await vi.waitFor(() => expect(this.trainer.plans).toHaveLength(count), PATIENCE);
  }

  async ended(): Promise<void> {
    await vi.waitFor(() => expect(this.lab.state.phase).toBe('ended'), PATIENCE);
  }
}
