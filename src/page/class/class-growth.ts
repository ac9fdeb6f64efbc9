import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { FollowSources, runningSources } from '../kit/running-sources.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { missingWords, poolWords } from './class-words.ts';

/** Arrivals that are named. */
const NAMED = 4;

/** How the class's results grow, for a projector: how many are in, who came last, and what is missing. */
@customElement('class-growth')
export class ClassGrowth extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.1rem 1.25rem;
        overflow-wrap: anywhere;
        font-size: 1.125rem;
      }
      .count {
        font-size: 1.5rem;
        font-weight: 600;
      }
    `,
  ];

  constructor() {
    super();
    new FollowSources(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { pool, runs } = this.lab.state;
    if (pool === null) return nothing;
    const models = runs
      .filter(({ state }) => state === 'finished')
      .reduce((sum, { plan }) => sum + plan.lanes.length, 0);
    const counted = pool.pupils.filter(({ out }) => !out);
    const last = counted.slice(-NAMED).toReversed();
    return html`<div class="line" aria-live="polite">
      <span class="count">${poolWords(pool, models)}</span>
      ${last.length > 0 ? html`<span>Last: ${last.map(({ shownName }) => shownName).join(', ')}</span>` : nothing}
      <span class="soft">${missingWords(pool)}</span>
      ${runningSources.all.map(({ title }) => html`<span class="soft">Watching ${title}</span>`)}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-growth': ClassGrowth;
  }
}
