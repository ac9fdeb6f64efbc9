import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Conclusion, Finding } from '../../lab/experiments/conclusion.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { isExperimentUnsaid, shownConclusion } from '../../lab/state/shown-conclusion.ts';

const HEADS: Record<Conclusion['reproduced'], string> = {
  yes: 'Reproduced',
  no: 'Not reproduced',
  'cannot tell': 'Inconclusive',
};

/** Whether an experiment that has ended reproduced its result, with the findings behind it. */
@customElement('experiment-conclusion')
export class ExperimentConclusion extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      ul {
        margin: 0.35rem 0 0;
        padding-left: 1.1rem;
      }
      .yes {
        color: var(--good);
      }
      .no {
        color: var(--bad);
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this.lab;
    if (isExperimentUnsaid(state)) {
      return html`<p>
        <strong>No verdict:</strong> the table does not say which experiment its runs belong to. They are
        shown as ${presetOf(state.shown).title}. A file that is named like loglog-grid.csv tells its
        experiment.
      </p>`;
    }
    const conclusion = shownConclusion(state);
    if (conclusion === null) return nothing;
    return html`<p><strong>${HEADS[conclusion.reproduced]}:</strong> ${presetOf(state.shown).result}</p>
      <ul>
        ${conclusion.findings.map(findingItem)}
      </ul>`;
  }
}

function findingItem({ claim, holds, words }: Finding): TemplateResult {
  const [style, verdict] =
    holds === null ? ['', 'Cannot tell.'] : holds ? ['yes', 'Seen.'] : ['no', 'Not seen.'];
  return html`<li>${claim} <span class=${style}>${verdict}</span> ${words}</li>`;
}
