import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Verdict } from '../../lab/conclusions/conclude.ts';
import type { Finding } from '../../lab/conclusions/finding.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import './next-step-button.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { withTerms } from '../glossary/with-terms.ts';
import { isExperimentUnsaid, shownConclusion } from '../../lab/state/shown-conclusion.ts';

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
    const { conclude, phase } = state;
    if (phase === 'ended' && conclude !== null && isRefusal(conclude))
      return html`<p class="refused" role="alert">${conclude.refused}</p>`;
    const conclusion = shownConclusion(state);
    if (conclusion === null) return nothing;
    const { head, judged, next, reproduced, said } = conclusion;
    const result = judged ? presetOf(state.shown).result : said;
    const set = withTerms();
    return html`<p><strong>${head}${judged ? ':' : '.'}</strong> ${set(result)}</p>
      ${findingList(conclusion, set)}
      ${next !== null && reproduced === 'yes' ? html`<p>Longer training would test it further.</p>` : nothing}
      ${next === null ? nothing : html`<next-step-button .lab=${this.lab} .step=${next}></next-step-button>`}`;
  }
}

type SetWords = ReturnType<typeof withTerms>;

function findingList({ findings, judged }: Verdict, set: SetWords): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<ul>
    ${findings.map((finding) => (judged ? findingItem(finding, set) : soFarItem(finding, set)))}
  </ul>`;
}

function findingItem({ claim, holds, words }: Finding, set: SetWords): TemplateResult {
  const [style, verdict] =
    holds === null ? ['', 'Cannot tell.'] : holds ? ['yes', 'Seen.'] : ['no', 'Not seen.'];
  return html`<li>${set(claim)} <span class=${style}>${verdict}</span> ${set(words)}</li>`;
}

/** A finding of runs that test nothing yet. */
function soFarItem({ claim, holds, words }: Finding, set: SetWords): TemplateResult {
  const verdict = holds === null ? 'Cannot tell yet.' : holds ? 'So far: yes.' : 'So far: no.';
  return html`<li class="soft">${set(claim)} ${verdict} ${set(words)}</li>`;
}
