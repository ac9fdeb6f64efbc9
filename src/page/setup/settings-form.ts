import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { CORPUS_TITLES } from '../../lab/plan/corpora.ts';
import type { Lab } from '../../lab/lab.ts';
import { HEAD_SIZE_MAX, HEAD_SIZE_MIN } from '../../lab/plan/head-rule.ts';
import {
  CONTEXT_MAX,
  CONTEXT_MIN,
  KERNEL_CHOICES,
  LAYERS_MAX,
  SCHEDULES,
  WIDTH_MAX,
  WIDTH_MIN,
} from '../../lab/plan/read-draft.ts';
import type { SweepDraft, SweepField } from '../../lab/plan/sweep-settings.ts';
import { FollowLab } from '../kit/follow-lab.ts';
import { scientific, whole } from '../../charts/quantity.ts';
import { settingsFormStyles } from './settings-form-styles.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

type DraftField = keyof SweepDraft;

const HEAD_RULES = { size: 'by head size', count: 'by number' };

/** The sweep's settings; a value that breaks a rule has the rule beside it. */
@customElement('settings-form')
export class SettingsForm extends LitElement {
  static override styles = [sharedStyles, settingsFormStyles];

  @property({ attribute: false }) lab!: Lab;

  constructor() {
    super();
    new FollowLab(this);
  }

  /** Puts the caret into the first field that is refused. */
  showRefusal(): void {
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  protected override render(): TemplateResult {
    const { draft, phase } = this.lab.state;
    const locked = phase !== 'idle' && phase !== 'ended';
    const heads = draft.headRule === 'count' ? 'Heads H' : 'Head size';
    return html`<form
      novalidate
      @input=${() => this.#edit()}
      @submit=${(event: Event) => event.preventDefault()}
    >
      <fieldset ?disabled=${locked}>
        ${locked ? html`<legend>Settings can be changed when the sweep has ended.</legend>` : nothing}
        ${this.#text('widths', 'Widths d', `one model each, ${WIDTH_MIN} to ${whole(WIDTH_MAX)}`)}
        ${this.#text('layers', 'Layers L', `1 to ${LAYERS_MAX}`)}
        ${this.#select('headRule', 'Heads are set', HEAD_RULES)}
        ${this.#text('heads', heads, draft.headRule === 'count' ? 'at every width' : `even, ${HEAD_SIZE_MIN} to ${HEAD_SIZE_MAX}, or the next that divides d`)}
        ${this.#text('context', 'Context T', `tokens a window, ${CONTEXT_MIN} to ${CONTEXT_MAX}`)}
        ${this.#text('batch', 'Batch B', 'windows a step')}
        ${this.#text('tokens', 'Tokens D', 'a model; 4.1M is fine')}
        ${this.#text('learningRate', 'Rate', 'peak; matrices take it times 32 / d')}
        ${this.#select('schedule', 'Schedule', SCHEDULES)}
        ${this.#text('seed', 'Seed', 'of weights and order')}
        ${this.#text('lanes', 'Seeds R', 'models a width, side by side')}
        ${this.#select('kernels', 'Kernels', KERNEL_CHOICES)} ${this.#select('corpus', 'Text', CORPUS_TITLES)}
      </fieldset>
      ${this.#outcome()}
    </form>`;
  }

  #text(field: SweepField, label: string, hint: string): TemplateResult {
    const { draft, refusals } = this.lab.state;
    const refusal = refusals[field];
    return html`<div class="field">
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

  #select(field: DraftField, label: string, values: Readonly<Record<string, string>>): TemplateResult {
    const { draft } = this.lab.state;
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <select id=${field} name=${field} .value=${live(draft[field])}>
        ${Object.entries(values).map(
          ([value, name]) =>
            html`<option value=${value} ?selected=${value === draft[field]}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  #outcome(): TemplateResult {
    const { planned, warnings } = this.lab.state;
    const first = planned[0];
    if (first === undefined) return html`<p class="small">The sweep can start when every field is valid.</p>`;
    const { plan } = first;
    const flops = planned.reduce((sum, run) => sum + run.flops * run.plan.lanes.length, 0);
    return html`
      <p class="small">
        ${whole(plan.steps)} steps of ${whole(plan.batch * plan.shape.context)} tokens a model;
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

function draftFrom(form: HTMLFormElement, before: SweepDraft): SweepDraft {
  const data = new FormData(form);
  const text = (field: DraftField): string => {
    const value = data.get(field);
    return typeof value === 'string' ? value : before[field];
  };
  return {
    corpus: text('corpus'),
    widths: text('widths'),
    layers: text('layers'),
    headRule: text('headRule'),
    heads: text('heads'),
    context: text('context'),
    batch: text('batch'),
    tokens: text('tokens'),
    learningRate: text('learningRate'),
    schedule: text('schedule'),
    seed: text('seed'),
    lanes: text('lanes'),
    kernels: text('kernels'),
  };
}
