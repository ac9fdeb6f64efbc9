import type { Store } from '../../state/store.ts';
import type { Persistence } from '../persistence.ts';

/** A disk that takes longer is not used on this visit. */
const DISK_SECONDS = 30;

/** Keeps experiments from beginning until the disk has said which numbers are taken. */
export class DiskWait {
  constructor(
    private readonly store: Store,
    private readonly persistence: Pick<Persistence, 'forgo'>,
  ) {}

  /** Settles with the disk's answer, or when it is not used because it gives none. */
  async through(answer: Promise<void>): Promise<void> {
    this.store.change({ awaitsDisk: true });
    const timer = setTimeout(() => {
      this.persistence.forgo(`the disk has said nothing for ${DISK_SECONDS} s`);
      this.#end();
    }, DISK_SECONDS * 1000);
    const given = answer.finally(() => {
      clearTimeout(timer);
      this.#end();
    });
    await Promise.race([given, this.settled()]);
  }

  /** Settles when experiments may begin. */
  settled(): Promise<void> {
    return this.store.until(({ awaitsDisk }) => !awaitsDisk);
  }

  #end(): void {
    if (this.store.state.awaitsDisk) this.store.change({ awaitsDisk: false });
  }
}
