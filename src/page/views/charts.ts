import { html, type TemplateResult } from 'lit';
import type { ViewName } from '../../lab/experiments/presets.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Load, whenNeeded } from '../kit/when-needed.ts';
// The stage of the first experiment.
import './loss-chart.ts';
import './scaling-chart.ts';

/** The code of the other charts, which is loaded when one of them is first shown. */
const CODE: Readonly<Record<Exclude<ViewName, 'loss' | 'scaling'>, Load>> = {
  answers: () => import('./answers-chart.ts'),
  batch: () => import('./batch-chart.ts'),
  calculator: () => import('../calculator/calculator-panel.ts'),
  collapse: () => import('./collapse-chart.ts'),
  counting: () => import('../calculator/counting-panel.ts'),
  delays: () => import('./delays-chart.ts'),
  efficient: () => import('./efficient-chart.ts'),
  entropy: () => import('./entropy-chart.ts'),
  exponents: () => import('./exponents-chart.ts'),
  frontier: () => import('./frontier-chart.ts'),
  isoflop: () => import('./isoflop-chart.ts'),
  'measured-isoflop': () => import('./measured-isoflop-chart.ts'),
  'measured-residuals': () => import('./measured-residuals-chart.ts'),
  'measured-scaling': () => import('./measured-scaling-chart.ts'),
  optima: () => import('./optima-chart.ts'),
  overfit: () => import('./overfit-chart.ts'),
  position: () => import('./position-chart.ts'),
  rank: () => import('./rank-chart.ts'),
  rates: () => import('./rates-chart.ts'),
  residuals: () => import('./residuals-chart.ts'),
  spread: () => import('./spread-chart.ts'),
  steps: () => import('./steps-chart.ts'),
  transfer: () => import('./transfer-chart.ts'),
  variants: () => import('./variants-chart.ts'),
};

/**
 * Every chart by the name that presets give it. The type check fails if no preset shows a chart, or if a preset names a
 * chart that is missing.
 */
const CHARTS = {
  answers: (lab: Lab, fill: boolean) => html`<answers-chart .lab=${lab} ?fill=${fill}></answers-chart>`,
  batch: (lab: Lab, fill: boolean) => html`<batch-chart .lab=${lab} ?fill=${fill}></batch-chart>`,
  calculator: () => html`<calculator-panel></calculator-panel>`,
  collapse: (lab: Lab, fill: boolean) => html`<collapse-chart .lab=${lab} ?fill=${fill}></collapse-chart>`,
  counting: () => html`<counting-panel></counting-panel>`,
  delays: (lab: Lab, fill: boolean) => html`<delays-chart .lab=${lab} ?fill=${fill}></delays-chart>`,
  efficient: (lab: Lab, fill: boolean) => html`<efficient-chart .lab=${lab} ?fill=${fill}></efficient-chart>`,
  entropy: (lab: Lab, fill: boolean) => html`<entropy-chart .lab=${lab} ?fill=${fill}></entropy-chart>`,
  exponents: (lab: Lab, fill: boolean) => html`<exponents-chart .lab=${lab} ?fill=${fill}></exponents-chart>`,
  frontier: (lab: Lab, fill: boolean) => html`<frontier-chart .lab=${lab} ?fill=${fill}></frontier-chart>`,
  isoflop: (lab: Lab, fill: boolean) => html`<isoflop-chart .lab=${lab} ?fill=${fill}></isoflop-chart>`,
  loss: (lab: Lab, fill: boolean) => html`<loss-chart .lab=${lab} ?fill=${fill}></loss-chart>`,
  'measured-isoflop': (lab: Lab, fill: boolean) =>
    html`<measured-isoflop-chart .lab=${lab} ?fill=${fill}></measured-isoflop-chart>`,
  'measured-residuals': (lab: Lab, fill: boolean) =>
    html`<measured-residuals-chart .lab=${lab} ?fill=${fill}></measured-residuals-chart>`,
  'measured-scaling': (lab: Lab, fill: boolean) =>
    html`<measured-scaling-chart .lab=${lab} ?fill=${fill}></measured-scaling-chart>`,
  optima: (lab: Lab, fill: boolean) => html`<optima-chart .lab=${lab} ?fill=${fill}></optima-chart>`,
  overfit: (lab: Lab, fill: boolean) => html`<overfit-chart .lab=${lab} ?fill=${fill}></overfit-chart>`,
  position: (lab: Lab, fill: boolean) => html`<position-chart .lab=${lab} ?fill=${fill}></position-chart>`,
  rank: (lab: Lab, fill: boolean) => html`<rank-chart .lab=${lab} ?fill=${fill}></rank-chart>`,
  rates: (lab: Lab, fill: boolean) => html`<rates-chart .lab=${lab} ?fill=${fill}></rates-chart>`,
  residuals: (lab: Lab, fill: boolean) => html`<residuals-chart .lab=${lab} ?fill=${fill}></residuals-chart>`,
  scaling: (lab: Lab, fill: boolean) => html`<scaling-chart .lab=${lab} ?fill=${fill}></scaling-chart>`,
  spread: (lab: Lab, fill: boolean) => html`<spread-chart .lab=${lab} ?fill=${fill}></spread-chart>`,
  steps: (lab: Lab, fill: boolean) => html`<steps-chart .lab=${lab} ?fill=${fill}></steps-chart>`,
  transfer: (lab: Lab, fill: boolean) => html`<transfer-chart .lab=${lab} ?fill=${fill}></transfer-chart>`,
  variants: (lab: Lab, fill: boolean) => html`<variants-chart .lab=${lab} ?fill=${fill}></variants-chart>`,
} satisfies Record<ViewName, (lab: Lab, fill: boolean) => TemplateResult>;

/** The chart of this name. One that fills takes the height of its container. */
export function chartOf(name: ViewName, lab: Lab, fill: boolean): TemplateResult {
  const chart = CHARTS[name](lab, fill);
  return name === 'loss' || name === 'scaling' ? chart : whenNeeded(CODE[name], chart);
}
