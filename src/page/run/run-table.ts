import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatLoss, whole } from '../../charts/quantity.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { sourceNames } from '../../lab/files/identity/source-spread.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { meanLoss } from '../../lab/runs/mean-loss.ts';
import type { Run } from '../../lab/runs/run.ts';
import { hasModel } from '../../lab/state/has-model.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import { singledOutRun } from '../../lab/state/singled-out-run.ts';
import { LinkedRows } from '../chart/linked-rows.ts';
import { LabElement } from '../kit/lab-element.ts';
import { legendEntries } from '../kit/legend-entries.ts';
import { legendKey } from '../kit/legend-key.ts';
import { NarrowPage } from '../kit/narrow-page.ts';
import { nameOf } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { sortHead } from '../kit/sort-head.ts';
import { sortStyles } from '../kit/sort-styles.ts';
import { sortedRows, type SortOrder } from '../kit/sorted-rows.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { differenceWords, SETTINGS, variedSettings, type Setting } from '../kit/varied-settings.ts';
import './model-links.ts';
import './results-links.ts';
import { runColumns, type RunColumn } from './run-columns.ts';
import './run-details.ts';
import { groupedRuns, groupings, type RunGroup } from './run-groups.ts';
import { runTableStyles } from './run-table-styles.ts';
import './source-spread.ts';
import { shownLabel } from '../kit/shown-label.ts';

/** What one rendering of the table needs of all runs. */
interface Frame {
  /** The columns before the differences, and those after. */
  readonly early: readonly RunColumn[];
  readonly columns: readonly RunColumn[];
  /** Of the whole table. */
  readonly width: number;
  readonly varied: readonly Setting<Run>[];
  readonly sources: ReadonlyMap<string, string> | null;
  readonly entryOf: ReturnType<typeof legendEntries>;
  readonly unit: string;
}

/** Every run of the sweep with its cost and its loss, and how it differs from the run above it. */
@customElement('run-table')
export class RunTable extends LabElement {
  static override styles = [sharedStyles, tableStyles, sortStyles, runTableStyles];

  @state() private order: SortOrder | null = null;
  /** The setting that a person groups by; null for the usual one. */
  @state() private grouping: string | null = null;
  @state() private all = false;
  /** Names of the groups that are folded. */
  @state() private folded: ReadonlySet<string> = new Set();
  /** Ids of the runs whose details are open. */
  @state() private opened: ReadonlySet<string> = new Set();

  readonly #narrow = new NarrowPage(this);

  constructor() {
    super();
    new LinkedRows(this);
  }

  protected override render(): TemplateResult {
    const { runs } = this.lab.state;
    const frame = this.#frame(runs);
    const choices = groupings(runs);
    const by = this.#groupedBy(choices);
    const groups = groupedRuns(this.#sorted(runs, frame), by);
    return html`
      <h2 id="title">Runs</h2>
      <div class="bar small">${this.#groupChoice(choices, by)} ${this.#allColumns()}</div>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <table>
          <thead>
            <tr>
              ${this.#head(frame)}
            </tr>
          </thead>
          ${this.#groups(groups, by, frame)}
        </table>
      </div>
      <source-spread .lab=${this.lab}></source-spread>
      <results-links .lab=${this.lab}></results-links>
    `;
  }

  #frame(runs: readonly Run[]): Frame {
    const names = sourceNames(runs);
    const sources = new Set(names.values()).size > 1 ? names : null;
    const shown = runColumns(runs, sources).filter(({ extra }) => this.all || extra !== true);
    // On a phone the loss stands beside the name, where no finger has to move the table.
    const early = this.#narrow.matches ? shown.filter(({ id }) => id === 'loss') : [];
    const columns = shown.filter((column) => !early.includes(column));
    const machine: Setting<Run> = { name: 'source', words: ({ plan }) => names.get(plan.id) ?? '' };
    const settings: Setting<Run>[] = sources === null ? [...SETTINGS] : [...SETTINGS, machine];
    return {
      early,
      columns,
      width: shown.length + 5,
      varied: variedSettings(runs, settings),
      sources,
      entryOf: legendEntries(runs),
      unit: lossUnitOf(runs),
    };
  }

  #sorted(runs: readonly Run[], { columns, early }: Frame): readonly Run[] {
    const { order } = this;
    if (order === null) return runs;
    const places = new Map(runs.map(({ plan }, place) => [plan.id, place]));
    const valueOf =
      order.by === 'run'
        ? ({ plan }: Run) => places.get(plan.id) ?? null
        : order.by === 'fit'
          ? ({ fitted }: Run) => Number(!fitted)
          : [...early, ...columns].find(({ id }) => id === order.by)?.value;
    return valueOf === undefined ? runs : sortedRows(runs, valueOf, order.direction);
  }

  /** The chosen setting; before a choice the series, or else the first setting of which values are shared. */
  #groupedBy(choices: readonly Setting[]): Setting | undefined {
    return this.grouping === null ? choices[0] : choices.find(({ name }) => name === this.grouping);
  }

  #groupChoice(choices: readonly Setting[], by: Setting | undefined): TemplateResult | typeof nothing {
    if (choices.length === 0) return nothing;
    return html`<label>
      Group by
      <select @change=${(event: Event) => this.#group(event)}>
        <option value="" ?selected=${by === undefined}>nothing</option>
        ${choices.map(
          ({ name }) => html`<option value=${name} ?selected=${by?.name === name}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  #group({ target }: Event): void {
    if (target instanceof HTMLSelectElement) this.grouping = target.value;
  }

  #allColumns(): TemplateResult {
    return html`<label>
      <input type="checkbox" .checked=${this.all} @change=${() => (this.all = !this.all)} />
      All columns
    </label>`;
  }

  #head({ columns, early }: Frame): TemplateResult {
    const head = (column: Parameters<typeof sortHead>[0]) =>
      sortHead(column, this.order, (order) => (this.order = order));
    const name = presetOf(this.lab.state.shown).unit === 'width' ? 'Width d' : 'Run';
    return html`${head({ id: 'run', head: name, words: true })} ${early.map(head)}
      <th scope="col" class="words">What differs<br /><small>from the run above</small></th>
      ${columns.map(head)} ${head({ id: 'fit', head: 'In the fit', words: true })}
      <th scope="col" class="words">Model</th>
      <th scope="col" class="words">Details</th>`;
  }

  /** The rows of each group; each run is compared with the one that stands above it on the page. */
  #groups(groups: readonly RunGroup[], by: Setting | undefined, frame: Frame): TemplateResult[] {
    let above: Run | null = null;
    return groups.map((group) => {
      const isFolded = by !== undefined && this.folded.has(group.name);
      const rows = isFolded
        ? []
        : group.runs.map((run) => {
            const before = above;
            above = run;
            return { run, before };
          });
      return html`<tbody>
        ${by === undefined || group.runs.length < 2 ? nothing : this.#groupRow(group, by, isFolded, frame)}
        ${repeat(
          rows,
          ({ run }) => run.plan.id,
          ({ run, before }) => this.#row(run, before, frame),
        )}
      </tbody>`;
    });
  }

  #groupRow({ name, runs }: RunGroup, by: Setting, isFolded: boolean, frame: Frame): TemplateResult {
    const loss = meanLoss(runs);
    const words = loss === null ? '' : `, mean loss ${formatLoss(loss)} ${frame.unit}`;
    return html`<tr class="group">
      <th scope="rowgroup" colspan=${frame.width}>
        <button
          class="plain"
          aria-expanded=${isFolded ? 'false' : 'true'}
          @click=${() => (this.folded = toggled(this.folded, name))}
        >
          <span aria-hidden="true">${isFolded ? '▸' : '▾'}</span>
          ${by.name === 'series' ? name : `${by.name} ${name}`}
          <span class="soft">${whole(runs.length)} runs${words}</span>
        </button>
      </th>
    </tr>`;
  }

  #row(run: Run, before: Run | null, frame: Frame): TemplateResult {
    const { id } = run.plan;
    const isOpen = this.opened.has(id);
    const source = frame.sources?.get(id);
    const name = source === undefined ? nameOf(run) : `${nameOf(run)}, ${source},`;
    const isSingled = singledOutRun(this.lab.state) === id;
    return html`<tr class="run ${run.state} ${isSingled ? 'singled' : ''}" data-run=${id}>
        <th scope="row" class="name">
          <button
            class="plain"
            aria-label="${this.#name(run)}: single out on the charts"
            aria-pressed=${isSingled ? 'true' : 'false'}
            @click=${() => this.lab.singleOut(isSingled ? null : id)}
          >
            ${legendKey(frame.entryOf(id).style)} ${this.#name(run)}
          </button>
        </th>
        ${frame.early.map((column) => cellOf(column, run))}
        <td class="words differs">
          ${before === null ? '–' : differenceWords(before, run, frame.varied) || 'nothing'}
          ${run.note === '' ? nothing : html`<div class="note">${run.note}</div>`}
        </td>
        ${frame.columns.map((column) => cellOf(column, run))}
        <td class="words">
          <input
            type="checkbox"
            aria-label="${name} in the fit"
            .checked=${run.fitted}
            ?disabled=${isHidden(this.lab.state, 'fits')}
            @change=${() => this.lab.setFitted(id, !run.fitted)}
          />
        </td>
        <td class="words">
          ${hasModel(this.lab.state, run) ? html`<model-links .lab=${this.lab} .run=${run}></model-links>` : '–'}
        </td>
        <td class="words">
          <button
            class="plain"
            aria-label="details of ${name}"
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${() => (this.opened = toggled(this.opened, id))}
          >
            ${isOpen ? '▾' : '▸'}
          </button>
        </td>
      </tr>
      ${
        isOpen
          ? html`<tr class="details">
              <td colspan=${frame.width}>
                <run-details .lab=${this.lab} .run=${run}></run-details>
              </td>
            </tr>`
          : nothing
      }`;
  }

  #name(run: Run): string {
    return presetOf(this.lab.state.shown).unit === 'width'
      ? String(run.plan.shape.width)
      : shownLabel(run.label);
  }
}

function cellOf(column: RunColumn, run: Run): TemplateResult {
  return html`<td class="${column.id} ${column.words === true ? 'words' : ''}">${column.cell(run)}</td>`;
}

/** A set with a member added, or taken away if it was there. */
function toggled(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

declare global {
  interface HTMLElementTagNameMap {
    'run-table': RunTable;
  }
}
