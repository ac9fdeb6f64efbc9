import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TuningReport } from '../../engine/trainer.ts';
import { bytes, formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import type { Lab } from '../../lab/lab.ts';
import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { machineWords } from '../../lab/runs/run-origin.ts';
import type { Run } from '../../lab/runs/run.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import '../kit/note-editor.ts';
import { nameOf } from '../kit/run-words.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { kernelName } from '../kit/kernel-name.ts';

const BEGUN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** Everything known about one run that the table has no column for. */
@customElement('run-details')
export class RunDetails extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 0.6rem 1.5rem;
        margin: 0;
        white-space: normal;
        text-align: left;
      }
      note-editor {
        margin-top: 0.75rem;
        text-align: left;
      }
      dt {
        color: var(--ink-soft);
        font-size: 0.8125rem;
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  @property({ attribute: false }) run!: Run;

  protected override render(): TemplateResult {
    const { run } = this;
    return html`<dl aria-label="details of ${nameOf(run)}">
        ${factsOf(run).map(
          ([name, words]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${words}</dd>
            </div>`,
        )}
      </dl>
      <note-editor
        .note=${run.note}
        .about=${nameOf(run)}
        @note-written=${({ detail }: CustomEvent<string>) => this.lab.writeNote(run.plan.id, detail)}
      ></note-editor>`;
  }
}

/** What is known, each with its name; what is not known is left out. */
function factsOf(run: Run): (readonly [name: string, words: TemplateResult | string])[] {
  const { beganFrom, bytesHeld, flops, imported, origin, sixND, tuning } = run;
  const date = origin?.date ?? null;
  const facts: [string, TemplateResult | string | null][] = [
    ['Trained by', origin === null ? null : visibleName(machineWords(origin))],
    ['Began', date === null ? null : BEGUN.format(date)],
    ['Time and speed', timeWords(run)],
    ['Network', networkWords(run)],
    ['Kernels', tuning === null ? null : kernelWords(tuning, run)],
    ['Compute', `${scientific(flops)} FLOP counted; 6ND is ${scientific(sixND)}`],
    ['GPU memory', bytesHeld > 0 ? bytes(bytesHeld) : null],
    ['Evaluations', evaluationWords(run)],
    ['Weights it began from', beganFrom === '' ? null : `SHA-256 ${beganFrom}`],
    ['File it came from', imported === null ? null : visibleName(imported.file)],
  ];
  return facts.flatMap(([name, words]) => (words === null ? [] : [[name, words] as const]));
}

/** `41 s, 98K tokens/s`; null before it has trained. */
function timeWords({ speedVoid, tokensPerSecond, trainingSeconds }: Run): string | null {
  if (trainingSeconds === 0 && tokensPerSecond === 0) return null;
  const time = `${Number(trainingSeconds.toPrecision(3)).toLocaleString('en')} s`;
  if (speedVoid !== '') return `${time}; its speed is void because ${speedVoid}`;
  return tokensPerSecond > 0 ? `${time}, ${short(tokensPerSecond)} tokens/s` : time;
}

const CHOSEN: Record<TuningReport['source'], string> = {
  measured: 'the fastest of those measured',
  remembered: 'the fastest of an earlier measurement',
  unmeasured: 'the usual ones, not measured',
  plain: 'the plain reference',
};

/** `Transformer: 2 layers of width 32, 4 heads, feed-forward width 128`. */
function networkWords({ plan: { shape } }: Run): string {
  const layers = `${shape.layers} ${shape.layers === 1 ? 'layer' : 'layers'} of width ${whole(shape.width)}`;
  if (shape.kind === 'lstm') return `LSTM: ${layers}`;
  const heads = `${shape.heads} ${shape.heads === 1 ? 'head' : 'heads'}`;
  return `Transformer: ${layers}, ${heads}, feed-forward width ${whole(shape.feedForward)}`;
}

/** `Products by plain loops, attention by plain loops: the plain reference.` An LSTM has no attention. */
function kernelWords({ attention, products, rejected, source }: TuningReport, { settings }: Run): string {
  const attending = settings.network === 'lstm' ? '' : `, attention by ${kernelName(attention)}`;
  const refused =
    rejected.length === 0 ? '' : `. Not used, because their results differ: ${rejected.join(', ')}`;
  return `Products by ${kernelName(products)}${attending}: ${CHOSEN[source]}${refused}.`;
}

/** The loss after each evaluated step, one number a model; null before the first evaluation. */
function evaluationWords(run: Run): TemplateResult | null {
  const { evaluations } = run;
  if (evaluations.length === 0) return null;
  return html`${evaluations.map(
      ({ step, losses }) => html`<div>step ${whole(step)}: ${Array.from(losses, lossWords).join(', ')}</div>`,
    )}
    <span class="small soft"
      >${lossUnitOf([run]).replace('/', ' per ')}${
        run.plan.lanes.length > 1 ? ', one number a model' : nothing
      }</span
    >`;
}

function lossWords(loss: number): string {
  return Number.isFinite(loss) ? formatLoss(loss) : 'diverged';
}

declare global {
  interface HTMLElementTagNameMap {
    'run-details': RunDetails;
  }
}
