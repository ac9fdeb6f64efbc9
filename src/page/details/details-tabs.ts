import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Lab } from '../../lab/lab.ts';
import { LabElement } from '../kit/lab-element.ts';
import { type Load, whenNeeded } from '../kit/when-needed.ts';
import { NarrowPage } from '../kit/narrow-page.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import '../run/run-table.ts';
import { chartOf } from '../views/charts.ts';
import { TAB_TITLES, tabsOf, type OwnTab, type TabName } from './tabs-of.ts';

/** The code of tabs that is loaded when one of them is first shown. */
const CODE = {
  imported: () =>
    Promise.all([
      import('../imported/imported-laws.ts'),
      import('../imported/imported-summary.ts'),
      import('../imported/imported-table.ts'),
    ]),
  law: () => import('../law/law-statement.ts'),
  samples: () => import('../run/sample-panel.ts'),
  fit: () => import('../law/fit-switches.ts'),
} satisfies Record<string, Load>;

/** What stands in each tab that is no chart. */
const OWN: Readonly<Record<OwnTab, (lab: Lab) => TemplateResult>> = {
  law: (lab) =>
    isTable(lab)
      ? whenNeeded(CODE.imported, html`<imported-laws .lab=${lab}></imported-laws>`)
      : whenNeeded(CODE.law, html`<law-statement .lab=${lab}></law-statement>`),
  runs: (lab) =>
    isTable(lab)
      ? whenNeeded(CODE.imported, html`<imported-table .lab=${lab}></imported-table>`)
      : html`<run-table .lab=${lab}></run-table>`,
  table: (lab) => whenNeeded(CODE.imported, html`<imported-summary .lab=${lab}></imported-summary>`),
  samples: (lab) => whenNeeded(CODE.samples, html`<sample-panel .lab=${lab}></sample-panel>`),
  fit: (lab) => whenNeeded(CODE.fit, html`<fit-switches .lab=${lab}></fit-switches>`),
};

/** Everything else about the runs on the page, one tab at a time; on a phone, one column of sections. */
@customElement('details-tabs')
export class DetailsTabs extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      [role='tablist'] {
        display: flex;
        gap: 0.25rem;
        overflow-x: auto;
        border-bottom: 1px solid var(--rule);
        scrollbar-width: thin;
      }
      [role='tab'] {
        flex: none;
        padding: 0.45rem 0.9rem;
        border: 0;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        color: var(--ink-soft);
      }
      [role='tab']:focus-visible {
        outline-offset: -3px;
      }
      [role='tab'][aria-selected='true'] {
        border-bottom-color: var(--accent);
        color: var(--ink);
      }
      [role='tabpanel'] {
        padding-top: 1.25rem;
      }
      .chart {
        max-width: 64rem;
      }
      details {
        border-top: 1px solid var(--rule);
      }
      summary {
        padding: 0.9rem 0;
        font-weight: 600;
        cursor: pointer;
      }
      .section {
        padding-bottom: 1.25rem;
      }
    `,
  ];

  /** The tab that a person chose. */
  @state() private chosen: TabName = 'runs';
  /** The sections that are open on a phone. */
  @state() private open: ReadonlySet<TabName> = new Set();

  readonly #narrow = new NarrowPage(this);

  protected override render(): TemplateResult | typeof nothing {
    const tabs = tabsOf(this.lab.state, this.#narrow.matches ? 'details' : 'stage');
    if (tabs.length === 0) return nothing;
    return this.#narrow.matches ? this.#sections(tabs) : this.#tabs(tabs);
  }

  #tabs(tabs: readonly TabName[]): TemplateResult {
    const active = tabs.includes(this.chosen) ? this.chosen : tabs[0];
    if (active === undefined) throw new Error('there is no tab');
    return html`<div
        role="tablist"
        aria-label="Details"
        @keydown=${(event: KeyboardEvent) => this.#move(event, tabs, active)}
      >
        ${repeat(
          tabs,
          // A button stays the button of its tab, with the focus, when a fit brings tabs before it.
          (name) => name,
          (name) =>
            html`<button
              id="tab-${name}"
              role="tab"
              aria-selected=${name === active ? 'true' : 'false'}
              aria-controls="panel"
              tabindex=${name === active ? 0 : -1}
              @click=${() => (this.chosen = name)}
            >
              ${TAB_TITLES[name]}
            </button>`,
        )}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${active}">${this.#content(active)}</div>`;
  }

  #sections(tabs: readonly TabName[]): TemplateResult {
    return html`${tabs.map(
      (name) =>
        html`<details ?open=${this.open.has(name)} @toggle=${(event: Event) => this.#toggle(event, name)}>
          <summary>${TAB_TITLES[name]}</summary>
          <div class="section">${this.open.has(name) ? this.#content(name) : nothing}</div>
        </details>`,
    )}`;
  }

  #content(name: TabName): TemplateResult {
    if (isOwn(name)) return OWN[name](this.lab);
    return html`<div class="chart">${chartOf(name, this.lab, false)}</div>`;
  }

  #toggle(event: Event, name: TabName): void {
    if (!(event.target instanceof HTMLDetailsElement)) return;
    const open = new Set(this.open);
    if (event.target.open) open.add(name);
    else open.delete(name);
    this.open = open;
  }

  /** Left, right, home and end choose a tab and move the focus to it. */
  #move(event: KeyboardEvent, tabs: readonly TabName[], active: TabName): void {
    const at = tabs.indexOf(active);
    const last = tabs.length - 1;
    const places: Record<string, number> = {
      ArrowLeft: at === 0 ? last : at - 1,
      ArrowRight: at === last ? 0 : at + 1,
      Home: 0,
      End: last,
    };
    const next = tabs[places[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    this.chosen = next;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus());
  }
}

function isTable({ state: { measured } }: Lab): boolean {
  return measured !== null;
}

function isOwn(name: TabName): name is OwnTab {
  return Object.hasOwn(OWN, name);
}

declare global {
  interface HTMLElementTagNameMap {
    'details-tabs': DetailsTabs;
  }
}
