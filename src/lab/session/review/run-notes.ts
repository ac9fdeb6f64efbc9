import { noteOf } from '../../runs/note.ts';
import type { Store } from '../../state/store.ts';
import type { Persistence } from '../persistence.ts';

/** What a person writes about runs. */
export class RunNotes {
  constructor(
    private readonly store: Store,
    private readonly persistence: Persistence,
  ) {}

  /** Sets a run's note, and saves it if the run is on disk. */
  write(id: string, text: string): void {
    this.store.changeRun(id, (run) => ({ ...run, note: noteOf(text) }));
    if (this.store.state.phase === 'idle') return;
    void this.persistence.saveRuns(this.store.state.runs.filter(({ plan }) => plan.id === id));
  }
}
