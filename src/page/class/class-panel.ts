import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { choice } from '../kit/choice.ts';
import { choiceStyles } from '../kit/choice-styles.ts';
import { LabElement } from '../kit/lab-element.ts';
import { runningSources } from '../kit/running-sources.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './class-results.ts';
import './make-lesson.ts';

type Half = 'lesson' | 'results';

const HALVES: Record<Half, string> = { lesson: 'Make a lesson', results: 'Results of the class' };

/** What a teacher needs: lessons for a class before it trains, and its results after that. */
@customElement('class-panel')
export class ClassPanel extends LabElement {
  static override styles = [
    sharedStyles,
    choiceStyles,
    css`
      .choice {
        margin-bottom: 1.25rem;
        font-size: 0.9375rem;
      }
      .choice span {
        padding: 0.3rem 0.9rem;
      }
      /* The heading of the panel stands above it. */
      .choice legend {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  /** The half that a person chose; null before that. */
  @state() private chosen: Half | null = null;

  protected override render(): TemplateResult {
    const { lab } = this;
    const half = this.chosen ?? this.#likelyHalf();
    return html`${choice({
      label: 'For a class',
      name: 'half',
      values: HALVES,
      chosen: half,
      choose: (chosen) => (this.chosen = chosen),
    })}
    ${
      half === 'lesson'
        ? html`<make-lesson .lab=${lab}></make-lesson>`
        : html`<class-results .lab=${lab}></class-results>`
    }`;
  }

  /** The results, as soon as some have come or are waited for. */
  #likelyHalf(): Half {
    const { intake, pool } = this.lab.state;
    return pool !== null || intake !== null || runningSources.all.length > 0 ? 'results' : 'lesson';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-panel': ClassPanel;
  }
}
