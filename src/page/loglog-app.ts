import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { presetOf } from '../lab/experiments/presets.ts';
import './setup/adapter-line.ts';
import './views/experiment-charts.ts';
import './run/experiment-conclusion.ts';
import './setup/experiment-picker.ts';
import { LabElement } from './kit/lab-element.ts';
import './history/history-panel.ts';
import './history/import-panel.ts';
import './imported/column-form.ts';
import './imported/imported-invitation.ts';
import './imported/imported-laws.ts';
import './imported/imported-summary.ts';
import './imported/imported-table.ts';
import './run/storage-notice.ts';
import './law/law-statement.ts';
import './run/run-table.ts';
import './stage/recorded-notice.ts';
import './stage/start-countdown.ts';
import './run/sample-panel.ts';
import type { SettingsForm } from './setup/settings-form.ts';
import './setup/settings-form.ts';
import { sharedStyles } from './kit/shared-styles.ts';
import './run/state-announcer.ts';
import './run/stop-notice.ts';
import './run/sweep-controls.ts';
import './run/sweep-progress.ts';
import './setup/sweep-suggestion.ts';

/** The page below its headline: controls, progress, charts, laws, runs and history. */
@customElement('loglog-app')
export class LoglogApp extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space);
      }
      .desk {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.6rem;
      }
      .card {
        min-width: 0;
      }
      .actions {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.75rem 1.5rem;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        gap: var(--space);
      }
      summary {
        width: fit-content;
        padding: 0.25rem 0;
        font-weight: 550;
        cursor: pointer;
      }
      settings-form {
        margin-top: 0.6rem;
      }
      @media (max-width: 40rem) {
        .actions {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @query('details') private readonly settings!: HTMLDetailsElement;
  @query('settings-form') private readonly form!: SettingsForm;

  protected override render(): TemplateResult {
    const { lab } = this;
    return html`<main>
      <section class="desk card" aria-label="Sweep" @refused-start=${() => this.#showRefusal()}>
        <adapter-line .lab=${lab}></adapter-line>
        <storage-notice .lab=${lab}></storage-notice>
        <experiment-picker .lab=${lab}></experiment-picker>
        <div class="actions">
          <sweep-controls .lab=${lab}></sweep-controls>
          <sweep-progress .lab=${lab}></sweep-progress>
        </div>
        <start-countdown .lab=${lab}></start-countdown>
        <recorded-notice .lab=${lab}></recorded-notice>
        <stop-notice .lab=${lab}></stop-notice>
        ${this.#settings()} ${this.#table()}
        <import-panel .lab=${lab}></import-panel>
        <experiment-conclusion .lab=${lab}></experiment-conclusion>
      </section>
      ${this.#imported()}
      <experiment-charts .lab=${lab}></experiment-charts>
      ${this.#words()}
      ${lab.state.measured === null ? nothing : html`<div class="card"><imported-table .lab=${lab}></imported-table></div>`}
      <history-panel .lab=${lab}></history-panel>
      <state-announcer .lab=${lab}></state-announcer>
    </main>`;
  }

  /** Laws, sampled texts and runs; nothing for experiments that train no models. */
  #words(): TemplateResult | typeof nothing {
    const { lab } = this;
    const { fits, laws, measures } = presetOf(lab.state.shown);
    if (measures !== 'runs') return nothing;
    const fitted = fits.some((fit) => fit !== 'dynamics') || laws.length > 0;
    return html`<div class="columns">
        ${fitted ? html`<div class="card"><law-statement .lab=${lab}></law-statement></div>` : nothing}
        <div class="card"><sample-panel .lab=${lab}></sample-panel></div>
      </div>
      <div class="card"><run-table .lab=${lab}></run-table></div>`;
  }

  /** How somebody's table comes in: what to give, and what its columns hold. */
  #table(): TemplateResult {
    const { lab } = this;
    const { columnForm, experiment } = lab.state;
    return html`${experiment === 'imported' ? html`<imported-invitation .lab=${lab}></imported-invitation>` : nothing}
    ${columnForm === null ? nothing : html`<column-form .lab=${lab}></column-form>`}`;
  }

  /** Where imported runs come from, and their laws. */
  #imported(): TemplateResult | typeof nothing {
    const { lab } = this;
    if (lab.state.measured === null) return nothing;
    return html`<div class="card"><imported-summary .lab=${lab}></imported-summary></div>
      <div class="card"><imported-laws .lab=${lab}></imported-laws></div>`;
  }

  /** The form of the experiment's settings; nothing if no field can be set. */
  #settings(): TemplateResult | typeof nothing {
    if (Object.keys(presetOf(this.lab.state.experiment).editable).length === 0) return nothing;
    return html`<details>
      <summary>Settings: ${this.#settingsWords()}</summary>
      <sweep-suggestion .lab=${this.lab}></sweep-suggestion>
      <settings-form .lab=${this.lab}></settings-form>
    </details>`;
  }

  #settingsWords(): string {
    const { draft, experiment, planned } = this.lab.state;
    const { editable } = presetOf(experiment);
    const alike = new Set(planned.map(({ tokens }) => tokens)).size <= 1;
    const tokens = alike ? `${draft.tokens} tokens each` : `${draft.tokens} tokens`;
    return editable.widths === undefined ? tokens : `widths ${draft.widths} · ${tokens}`;
  }

  #showRefusal(): void {
    this.settings.open = true;
    this.form.showRefusal();
  }
}
