import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { shownStage } from '../../lab/state/shown-views.ts';
import { ChartElement } from '../chart/chart-element.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { type Load, whenNeeded } from '../kit/when-needed.ts';
import { NarrowPage } from '../kit/narrow-page.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import '../law/law-headline.ts';
import '../run/storage-notice.ts';
import '../run/sweep-controls.ts';
import '../run/sweep-progress.ts';
import { chartOf } from '../views/charts.ts';
import { isTrouble, lacksGpu, nowWords } from './now-words.ts';
import './recorded-notice.ts';
import { stageStyles } from './stage-styles.ts';
import './start-countdown.ts';
import './take-away.ts';

const GROWTH: Load = () => import('../class/class-growth.ts');
const INVITATION: Load = () => import('../imported/imported-invitation.ts');

/** The first screen: the law over the plot that the experiment is about, and what happens now. The headline is slotted. */
@customElement('sweep-stage')
export class SweepStage extends LabElement {
  static override styles = [sharedStyles, stageStyles];

  /** Whether it stands alone in large type. */
  @property({ type: Boolean, reflect: true }) present = false;
  /** The step of the story that is presented; null for none. */
  @property({ attribute: false }) step: number | null = null;

  readonly #narrow = new NarrowPage(this);

  protected override render(): TemplateResult {
    const { lab } = this;
    const { hero } = shownStage(lab.state);
    const kind = this.#presentsClass() ? 'class' : hero === 'calculator' ? 'long' : '';
    return html`<section class="stage ${kind}" aria-label="Sweep">
      <div class="head"><slot name="headline"></slot><law-headline .lab=${lab}></law-headline></div>
      ${this.#plots()} ${this.#presentsClass() ? this.#growth() : this.#now()}
    </section>`;
  }

  /** Whether the results of a class are shown to it. They come from other machines, so what this one could train does not matter. */
  #presentsClass(): boolean {
    return this.present && this.lab.state.pool !== null && isFree(this.lab.state);
  }

  #growth(): TemplateResult {
    return html`<div class="growth">
      ${whenNeeded(GROWTH, html`<class-growth .lab=${this.lab}></class-growth>`)}
      <slot name="step"></slot>
    </div>`;
  }

  #now(): TemplateResult {
    const { lab } = this;
    return html`<div class="now">
      <p class="words ${isTrouble(lab.state) ? 'trouble' : ''}">
        ${nowWords(lab.state)} ${lacksGpu(lab.state) ? this.#advice() : nothing}
      </p>
      <slot name="step"></slot>
      ${this.#notice()}
      <recorded-notice .lab=${lab}></recorded-notice>
      <storage-notice .lab=${lab}></storage-notice>
      <take-away .lab=${lab} @save-picture=${() => void this.#savePicture()}></take-away>
      ${this.#desk()}
    </div>`;
  }

  /** The controls of a sweep; nothing for a table of runs, which has none. */
  #desk(): TemplateResult | typeof nothing {
    const { lab } = this;
    if (presetOf(lab.state.experiment).measures === 'table' && isFree(lab.state)) return nothing;
    return html`<div class="desk">
      <sweep-controls .lab=${lab}></sweep-controls>
      <sweep-progress .lab=${lab}></sweep-progress>
      <start-countdown .lab=${lab}></start-countdown>
    </div>`;
  }

  #plots(): TemplateResult {
    const { lab } = this;
    const { hero, beside: second } = shownStage(lab.state);
    if (hero === null) return this.#invitation();
    const beside = this.#narrow.matches || this.present ? null : second;
    // The first step of the story is told by the training curves.
    const shown = this.present && this.step === 0 && second !== null ? second : hero;
    return html`<div class="plots ${beside === null ? 'alone' : ''}">
      <div class="hero">${chartOf(shown, lab, true)}</div>
      ${beside === null ? nothing : html`<div class="beside">${chartOf(beside, lab, true)}</div>`}
    </div>`;
  }

  #advice(): TemplateResult {
    const open = (): boolean => this.dispatchEvent(new OpenPanelEvent('adapter'));
    return html`<button class="advice" aria-haspopup="dialog" @click=${open}>What to do</button>`;
  }

  async #savePicture(): Promise<void> {
    const hero = this.renderRoot.querySelector('.hero > *');
    if (hero instanceof ChartElement) await hero.save('PNG');
  }

  /** What stands in the place of a plot that needs a table or a start first. */
  #invitation(): TemplateResult {
    const { experiment } = this.lab.state;
    if (experiment !== 'imported') return html`<p class="waits">${presetOf(experiment).result}</p>`;
    const invitation = html`<imported-invitation .lab=${this.lab}></imported-invitation>`;
    return html`<div class="invitation">${whenNeeded(INVITATION, invitation)}</div>`;
  }

  /** What came of the last file or link. */
  #notice(): TemplateResult | typeof nothing {
    const { intake, notice } = this.lab.state;
    // Results of a class come at any time.
    const isShown = isFree(this.lab.state) || notice?.said === intake?.said;
    if (notice === null || !isShown) return nothing;
    return html`<p class="notice small ${notice.refused ? 'refused' : 'soft'}" aria-live="polite">
      ${notice.said}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-stage': SweepStage;
  }
}
