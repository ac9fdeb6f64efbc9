import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Scene } from '../../charts/scene/scene.ts';
import type { BenchmarkResult, Summary } from '../../benchmark/result.ts';
import { benchmarkCsv } from '../../benchmark/result/benchmark-csv.ts';
import { benchmarkJson } from '../../benchmark/result/benchmark-json.ts';
import { forumText } from '../../benchmark/result/forum-text.ts';
import { summaryLink } from '../../benchmark/result/summary-link.ts';
import { pageLink } from '../kit/link/page-link.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import type { PictureKind } from '../chart/save-scene.ts';
import { errorWords } from '../../laws/refusal.ts';
import { besideScore } from './card-figures.ts';
import { dayOf, machineLine, machineName } from './machine-line.ts';
import { ROOFLINE_LEGEND } from './roofline-chart.ts';
import { scoreInterval, scoreWords } from './score-words.ts';

/** The ways out of a result: text for a forum, a link, files and pictures. */
@customElement('benchmark-exports')
export class BenchmarkExports extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        gap: 0.4rem 0.6rem;
      }
      button {
        min-height: 2.25rem;
        padding: 0.2rem 0.8rem;
      }
      .row p {
        flex-basis: 100%;
        overflow-wrap: anywhere;
      }
      .row p:empty {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) result!: BenchmarkResult;
  @property({ attribute: false }) summary!: Summary;
  /** The roofline as it is drawn now; null before its first layout. */
  @property({ attribute: false }) scene!: () => Scene | null;

  /** What came of the last copy or picture; empty before. */
  @state() private said = '';

  protected override render(): TemplateResult {
    return html`<div class="row">
      <button @click=${() => void this.#copyText()}>Copy text for a forum</button>
      <button @click=${() => void this.#copyLink()}>Copy link</button>
      <button @click=${() => saveFile('loglog-benchmark.json', benchmarkJson(this.result))}>Save JSON</button>
      <button @click=${() => saveFile('loglog-benchmark.csv', benchmarkCsv(this.result))}>Save CSV</button>
      <button @click=${() => void this.#save('SVG')}>Save SVG</button>
      <button @click=${() => void this.#save('PNG')}>Save PNG</button>
      <p class="small soft" role="status">${this.said}</p>
    </div>`;
  }

  async #link(): Promise<string> {
    return pageLink(await summaryLink(this.summary, ''));
  }

  async #copyText(): Promise<void> {
    await this.#copy(forumText(this.summary, await this.#link()), 'Text copied.');
  }

  async #copyLink(): Promise<void> {
    await this.#copy(await this.#link(), 'Link copied. Whoever opens it sees this result beside their own.');
  }

  /** Shows the text if the browser lets no page copy. */
  async #copy(text: string, copied: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = copied;
    } catch {
      this.said = text;
    }
  }

  async #save(kind: PictureKind): Promise<void> {
    const scene = this.scene();
    if (scene === null) return;
    try {
      const { saveScene } = await import('../chart/save-scene.ts');
      await saveScene(
        {
          scene,
          name: 'loglog-benchmark',
          title: this.#title(),
          caption: this.#caption(),
          link: await this.#link(),
          host: this,
        },
        kind,
      );
    } catch (error) {
      this.said = `The picture could not be made: ${errorWords(error)}.`;
    }
  }

  #title(): string {
    const { machine, score } = this.summary;
    const words = score === null ? 'no score' : `${scoreWords(score.value)} (${scoreInterval(score)})`;
    return `Loglog benchmark, ${machineName(machine)}: ${words}`;
  }

  #caption(): string[] {
    const { machine, made, voided } = this.summary;
    return [
      `${machineLine(machine)}, ${dayOf(made)}.`,
      ...voided,
      ...besideScore(this.summary),
      ROOFLINE_LEGEND,
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-exports': BenchmarkExports;
  }
}
