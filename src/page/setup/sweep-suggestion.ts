import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { SuggestedSweep as Sweep } from '../../lab/estimate/suggest-sweep.ts';
import type { SuggestedTokens } from '../../lab/estimate/suggest-tokens.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { about, short } from '../../charts/quantity.ts';
import { readMinutes } from './read-minutes.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const FIRST_MINUTES = '10';

/** Asks for minutes and fills in the form: widths, seeds and tokens, or only tokens, depending on the experiment. */
@customElement('sweep-suggestion')
export class SweepSuggestion extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        margin: 0.6rem 0;
      }
      input {
        width: 5rem;
      }
    `,
  ];

  @state() private text = FIRST_MINUTES;

  protected override render(): TemplateResult {
    const { experiment } = this.lab.state;
    const { suggests } = presetOf(experiment);
    const locked = !isFree(this.lab.state);
    const minutes = readMinutes(this.text);
    const refused = typeof minutes === 'number' ? '' : minutes.refused;
    return html`<form @submit=${(event: Event) => this.#suggest(event)}>
        <label for="minutes">${suggests === 'widths' ? 'The best sweep for' : 'Tokens for about'}</label>
        <input
          id="minutes"
          inputmode="decimal"
          autocomplete="off"
          .value=${this.text}
          ?disabled=${locked}
          aria-invalid=${refused === '' ? 'false' : 'true'}
          aria-describedby="said"
          @input=${(event: Event) => this.#read(event)}
        />
        <span>minutes</span>
        <button ?disabled=${locked || refused !== ''}>Suggest</button>
      </form>
      <p id="said" class="small" aria-live="polite">
        ${refused === '' ? this.#said() : html`<span class="refused">${refused}</span>`}
      </p>`;
  }

  #said(): TemplateResult | typeof nothing {
    const { experiment, suggestion } = this.lab.state;
    if (suggestion === null) return nothing;
    if (isRefusal(suggestion)) {
      const what = presetOf(experiment).suggests === 'widths' ? 'sweep' : 'suggestion';
      return html`<span class="refused">No ${what}: ${suggestion.refused}.</span>`;
    }
    return html`${suggestion.kind === 'widths' ? sweepWords(suggestion) : tokensWords(suggestion)}`;
  }

  #read(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.text = event.target.value;
  }

  #suggest(event: Event): void {
    event.preventDefault();
    const minutes = readMinutes(this.text);
    if (typeof minutes === 'number') void this.lab.suggest(minutes);
  }
}

function sweepWords({ widths, lanes, tokens, seconds, measured, exponent, next }: Sweep): string {
  const seeds = lanes === 1 ? '' : `, ${lanes} seeds each`;
  const pace = measured ? 'at the speed measured here' : 'at an assumed speed';
  const further =
    next === null
      ? ''
      : ` Width ${next.width}${widths.includes(next.width) ? ' once more' : ''} would narrow it most for its time: ${interval(next.exponent)}.`;
  return (
    `${widths.length} widths of ${short(tokens)} tokens${seeds}, in ${about(seconds)} ${pace}. If the exponent is ` +
    `${exponent.value.toFixed(2)}, they should give it within ${interval(exponent)}.${further}`
  );
}

function tokensWords({ capped, measured, minutes, runs, seconds, tokens }: SuggestedTokens): string {
  const pace = measured ? 'at the speed measured here' : 'at an assumed speed';
  const more = capped
    ? ` More would fit into ${short(minutes)} minutes, but a model would read its text twice, or a rule of the form would be broken.`
    : '';
  return `With ${short(tokens)} tokens, ${runs} runs take ${about(seconds)} ${pace}.${more}`;
}

function interval({ low, high }: Estimate): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sweep-suggestion': SweepSuggestion;
  }
}
