import { html, type TemplateResult } from 'lit';
import type { ViewName } from '../../lab/experiments/presets.ts';
import type { Lab } from '../../lab/lab.ts';
import './batch-chart.ts';
import '../calculator/calculator-panel.ts';
import './collapse-chart.ts';
import '../calculator/counting-panel.ts';
import './entropy-chart.ts';
import './exponents-chart.ts';
import './frontier-chart.ts';
import './isoflop-chart.ts';
import './loss-chart.ts';
import './measured-isoflop-chart.ts';
import './measured-residuals-chart.ts';
import './measured-scaling-chart.ts';
import './optima-chart.ts';
import './overfit-chart.ts';
import './position-chart.ts';
import './rank-chart.ts';
import './rates-chart.ts';
import './residuals-chart.ts';
import './scaling-chart.ts';
import './spread-chart.ts';
import './steps-chart.ts';
import './variants-chart.ts';

/**
 * Every chart by the name that presets give it. The type check fails if no preset shows a chart, or if a preset names a
 * chart that is missing.
 */
export const CHARTS = {
  batch: (lab: Lab) => html`<batch-chart .lab=${lab}></batch-chart>`,
  calculator: () => html`<calculator-panel></calculator-panel>`,
  collapse: (lab: Lab) => html`<collapse-chart .lab=${lab}></collapse-chart>`,
  counting: () => html`<counting-panel></counting-panel>`,
  entropy: (lab: Lab) => html`<entropy-chart .lab=${lab}></entropy-chart>`,
  exponents: (lab: Lab) => html`<exponents-chart .lab=${lab}></exponents-chart>`,
  frontier: (lab: Lab) => html`<frontier-chart .lab=${lab}></frontier-chart>`,
  isoflop: (lab: Lab) => html`<isoflop-chart .lab=${lab}></isoflop-chart>`,
  loss: (lab: Lab) => html`<loss-chart .lab=${lab}></loss-chart>`,
  'measured-isoflop': (lab: Lab) => html`<measured-isoflop-chart .lab=${lab}></measured-isoflop-chart>`,
  'measured-residuals': (lab: Lab) => html`<measured-residuals-chart .lab=${lab}></measured-residuals-chart>`,
  'measured-scaling': (lab: Lab) => html`<measured-scaling-chart .lab=${lab}></measured-scaling-chart>`,
  optima: (lab: Lab) => html`<optima-chart .lab=${lab}></optima-chart>`,
  overfit: (lab: Lab) => html`<overfit-chart .lab=${lab}></overfit-chart>`,
  position: (lab: Lab) => html`<position-chart .lab=${lab}></position-chart>`,
  rank: (lab: Lab) => html`<rank-chart .lab=${lab}></rank-chart>`,
  rates: (lab: Lab) => html`<rates-chart .lab=${lab}></rates-chart>`,
  residuals: (lab: Lab) => html`<residuals-chart .lab=${lab}></residuals-chart>`,
  scaling: (lab: Lab) => html`<scaling-chart .lab=${lab}></scaling-chart>`,
  spread: (lab: Lab) => html`<spread-chart .lab=${lab}></spread-chart>`,
  steps: (lab: Lab) => html`<steps-chart .lab=${lab}></steps-chart>`,
  variants: (lab: Lab) => html`<variants-chart .lab=${lab}></variants-chart>`,
} satisfies Record<ViewName, (lab: Lab) => TemplateResult>;
