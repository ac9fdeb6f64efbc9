import type { Table } from '../../../tables/table.ts';
import type { MeasuredTable } from '../../imported/measured-run.ts';
import { onlySeries, withoutLargest } from '../../imported/hold-out.ts';
import type { changedForm } from '../../state/column-form.ts';
import type { TableReading } from '../../imported/read-measured.ts';
import { isFree } from '../../state/state.ts';
import type { Store } from '../../state/store.ts';
import type { Choosing } from '../choosing.ts';
import type { FitScheduler } from '../fit-scheduler.ts';
import type { History } from '../history.ts';
import type { ImportKeeper } from '../import-keeper.ts';
import type { Opening } from '../opening.ts';
import type { Persistence } from '../persistence.ts';

/** The name that the importer gives to pasted text. */
const PASTED = 'the text';

/** Somebody's table: a person says what its columns hold, opens its runs, and chooses which of them the fits use. */
export class ImportedRuns {
  /** Reads the columns of a form; loaded with the first table. */
  #changed: typeof changedForm | undefined;

  constructor(
    private readonly store: Store,
    private readonly keeper: () => Promise<Pick<ImportKeeper, 'keepMeasured'>>,
    private readonly opening: Pick<Opening, 'show'>,
    private readonly choosing: Pick<Choosing, 'choose'>,
    private readonly fits: FitScheduler,
    private readonly persistence: Persistence,
    private readonly history: History,
  ) {}

  /** Opens a table whose columns leave no doubt; asks about any other. */
  async offer(given: Table): Promise<void> {
    const [{ proposeColumns }, { changedForm }] = await Promise.all([
      import('../../imported/propose-columns.ts'),
      import('../../state/column-form.ts'),
    ]);
    this.#changed = changedForm;
    const table = given.name === PASTED ? { ...given, name: 'pasted table' } : given;
    const { columns, scales, sure } = proposeColumns(table);
    const reading = { columns, scales, missing: 'refuse', decimal: null } as const;
    const columnForm = changedForm({ table, ...reading, open: true, number: null }, {});
    this.choosing.choose('imported');
    this.store.change({ columnForm, notice: null });
    if (sure && columnForm.reading.measured !== null) await this.open();
  }

  /** Changes what a person has said about the columns. */
  change(change: Partial<TableReading>): void {
    const { columnForm } = this.store.state;
    if (columnForm !== null && this.#changed !== undefined)
      this.store.change({ columnForm: this.#changed(columnForm, change) });
  }

  /**
   * Opens the runs of the table as the form says. Runs that were opened from it before are replaced. If the history has
   * these runs, shows them. Does nothing while the form is refused or a run is trained.
   */
  async open(): Promise<void> {
    const { columnForm, number } = this.store.state;
    const measured = columnForm?.reading.measured ?? null;
    if (columnForm === null || measured === null || !isFree(this.store.state)) return;
    if (columnForm.number !== null && columnForm.number === number) {
      this.store.change({ columnForm: { ...columnForm, open: false } });
      return this.#replace(measured);
    }
    const { read, said } = await (await this.keeper()).keepMeasured(measured);
    await this.opening.show(read);
    if (said !== '') this.store.change({ notice: { said, refused: false } });
    this.store.change({ columnForm: { ...columnForm, open: false, number: read.saved.number } });
    await this.history.refresh();
  }

  /** Shows the form again, if the runs on the page come from the table of this visit. */
  edit(): void {
    const { columnForm } = this.store.state;
    if (columnForm !== null) this.store.change({ columnForm: { ...columnForm, open: true } });
  }

  /** Closes the form, and forgets a table that was not opened. */
  cancel(): void {
    const { columnForm } = this.store.state;
    if (columnForm === null) return;
    this.store.change({ columnForm: columnForm.number === null ? null : { ...columnForm, open: false } });
  }

  /** Sets whether fits use a run. */
  setFitted(id: string, fitted: boolean): void {
    this.#change((table) => ({
      ...table,
      runs: table.runs.map((run) => (run.id === id ? { ...run, fitted } : run)),
    }));
  }

  /** Makes the fits leave out the largest runs, and use all others. */
  holdOut(count: number): void {
    this.#change((table) => withoutLargest(table, count));
  }

  /** Makes the fits use the runs of one series; of all series for null. */
  fitSeries(series: string | null): void {
    this.#change((table) => onlySeries(table, series));
  }

  #change(change: (table: MeasuredTable) => MeasuredTable): void {
    const { measured } = this.store.state;
    if (measured !== null) void this.#replace(change(measured));
  }

  async #replace(measured: MeasuredTable): Promise<void> {
    this.store.change({ measured });
    this.fits.refit('options');
    await this.persistence.change({ measured });
    await this.history.refresh();
  }
}
