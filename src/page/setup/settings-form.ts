import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { presetOf } from '../../lab/experiments/presets.ts';
import { HEAD_SIZE_MAX, HEAD_SIZE_MIN } from '../../lab/plan/head-rule.ts';
import { isFree } from '../../lab/state/state.ts';
import { startRefusals } from '../../lab/state/start-refusals.ts';
import type { DraftField, SweepDraft } from '../../lab/plan/sweep-settings.ts';
import { LabElement } from '../kit/lab-element.ts';
import { scientific, whole } from '../../charts/quantity.ts';
import { fieldChoices, fieldLabel } from './field-choices.ts';
import { FIELD_LABELS } from './field-labels.ts';
import { settingsFormStyles } from './settings-form-styles.ts';
import { seedWords } from './seed-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const FIELDS: readonly DraftField[] = Object.keys(FIELD_LABELS).filter(isField);

function isField(name: string): name is DraftField {
  return Object.hasOwn(FIELD_LABELS, name);
}

/** Characters of a refusal that fit into a column of the form; a longer one takes the whole row. */
const LONGEST_IN_COLUMN = 160;

/** The settings that a person may change in the chosen experiment. A value that breaks a rule has the rule beside it. */
@customElement('settings-form')
export class SettingsForm extends LabElement {
  static override styles = [sharedStyles, settingsFormStyles];

  /** Moves the focus to the first field that is refused. */
  showRefusal(): void {
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  protected override render(): TemplateResult {
    const { experiment, otherTab } = this.lab.state;
    const locked = !isFree(this.lab.state);
    const until = otherTab !== null ? 'you use this tab' : 'the sweep has ended';
    const { editable } = presetOf(experiment);
    return html`<form
      novalidate
      @input=${() => this.#edit()}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <fieldset ?disabled=${locked}>
        ${locked ? html`<legend>Settings can be changed when ${until}.</legend>` : nothing}
        ${FIELDS.filter((field) => editable[field] !== undefined).map((field) => this.#field(field, editable[field] ?? ''))}
      </fieldset>
      ${this.#outcome()}
    </form>`;
  }

  #field(field: DraftField, hint: string): TemplateResult {
    const { draft, ownText } = this.lab.state;
    const label = fieldLabel(field, draft);
    const choices = fieldChoices(field, draft, ownText);
    if (choices !== null) return this.#select(field, label, hint, choices);
    if (field === 'lanes') return this.#text(field, label, seedWords(this.lab.state) ?? hint);
    return this.#text(field, label, field === 'heads' ? headsHint(draft) : hint);
  }

  #text(field: DraftField, label: string, hint: string): TemplateResult {
    const { draft } = this.lab.state;
    const refusal = this.#refusal(field);
    const wide = (refusal?.length ?? 0) > LONGEST_IN_COLUMN;
    return html`<div class="field ${field} ${wide ? 'wide' : ''}">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        name=${field}
        .value=${live(draft[field])}
        autocomplete="off"
        spellcheck="false"
        aria-describedby="${field}-hint ${refusal === undefined ? '' : `${field}-refusal`}"
        aria-invalid=${refusal === undefined ? 'false' : 'true'}
      />
      <p class="hint" id="${field}-hint">${hint}</p>
      ${refusal === undefined ? nothing : html`<p class="refusal" id="${field}-refusal">${refusal}</p>`}
    </div>`;
  }

  #select(
    field: DraftField,
    label: string,
    hint: string,
    values: Readonly<Record<string, string>>,
  ): TemplateResult {
    const { draft } = this.lab.state;
    const refusal = this.#refusal(field);
    return html`<div class="field ${field}">
      <label for=${field}>${label}</label>
      <select
        id=${field}
        name=${field}
        .value=${live(draft[field])}
        aria-invalid=${refusal === undefined ? 'false' : 'true'}
        aria-describedby="${field}-hint ${field}-refusal"
      >
        ${Object.entries(values).map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${value === draft[field]}>${name}</option>`,
        )}
      </select>
      <p class="hint" id="${field}-hint">${hint}</p>
      <p class="refusal" id="${field}-refusal" ?hidden=${refusal === undefined}>${refusal ?? ''}</p>
    </div>`;
  }

  #refusal(field: DraftField): string | undefined {
    return field === 'headRule' ? undefined : startRefusals(this.lab.state)[field];
  }

  #outcome(): TemplateResult {
    const { experiment, planned, warnings } = this.lab.state;
    const first = planned[0];
    if (presetOf(experiment).measures !== 'runs') return html``;
    if (first === undefined) return html`<p class="small">The sweep can start when every field is valid.</p>`;
    const { plan } = first;
    const steps = planned.map((run) => run.plan.steps);
    const [least, most] = [Math.min(...steps), Math.max(...steps)];
    const stepTokens = new Set(planned.map((run) => run.plan.batch * run.plan.shape.context));
    const size = stepTokens.size === 1 ? ` of ${whole(plan.batch * plan.shape.context)} tokens` : '';
    const flops = planned.reduce((sum, run) => sum + run.flops * run.plan.lanes.length, 0);
    return html`
      <p class="small">
        ${least === most ? whole(least) : `${whole(least)} to ${whole(most)}`} steps${size} a model;
        ${scientific(flops)} FLOP in all.
      </p>
      ${warnings.map((warning) => html`<p class="small warning">${warning}</p>`)}
    `;
  }

  #edit(): void {
    const form = this.renderRoot.querySelector('form');
    if (form !== null) this.lab.edit(draftFrom(form, this.lab.state.draft));
  }
}

function headsHint({ headRule }: SweepDraft): string {
  return headRule === 'count'
    ? 'at every width'
    : `even, ${HEAD_SIZE_MIN} to ${HEAD_SIZE_MAX}, or the next that divides d`;
}

/** The form's text. Fields that it does not show keep their text. */
function draftFrom(form: HTMLFormElement, before: SweepDraft): SweepDraft {
  const draft = { ...before };
  const data = new FormData(form);
  for (const field of FIELDS) {
    const value = data.get(field);
    if (typeof value === 'string') draft[field] = value;
  }
  return draft;
}
