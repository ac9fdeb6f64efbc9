import { css } from 'lit';

/** Styles of a chart's heading, choices, plot, legend and numbers. */
export const chartStyles = css`
  :host {
    container-type: inline-size;
  }
  .head {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.4rem 1rem;
    min-height: 2rem;
    margin-bottom: 0.5rem;
  }
  /* A projector and paper need no tools. */
  .numbers,
  .menu {
    display: var(--chart-tools, block);
  }
  .folded {
    max-height: min(28rem, 60svh);
    overflow: auto;
  }
  /* Where plots fill a screen, the key lies over the plot, so that the plot keeps its size. */
  @media (min-width: 1000px) {
    details.folds {
      position: relative;
    }
    .folded {
      position: absolute;
      z-index: 3;
      inset: auto 0 100%;
      padding: 0.5rem 0.9rem 0.9rem;
      background: var(--card);
      border: 1px solid var(--rule);
      border-radius: 8px;
      box-shadow: 0 2px 10px #0003;
    }
  }
  .choices {
    display: var(--chart-tools, flex);
    flex-wrap: wrap;
    gap: 0.4rem 1rem;
  }
  .choices:empty {
    display: none;
  }
  .head h2 {
    margin-right: auto;
  }
  .head .menu {
    margin: 0;
  }
  @container (max-width: 34rem) {
    .choices {
      order: 1;
      flex-basis: 100%;
    }
  }
  :host([fill]) {
    display: flex;
    flex-direction: column;
    height: var(--chart-height, 100%);
  }
  :host([fill]) .plot {
    flex: var(--plot-flex, 1);
    height: var(--plot-height, auto);
    min-height: 0;
  }
  .menu > div {
    position: absolute;
    z-index: 2;
    right: 0;
    display: grid;
    gap: 0.6rem;
    max-width: 100%;
    margin-top: 0.2rem;
    padding: 0.75rem;
    background: var(--card);
    border: 1px solid var(--rule);
    border-radius: 8px;
    box-shadow: 0 2px 10px #0003;
    font-size: 0.875rem;
    color: var(--ink-soft);
  }
  .menu .row {
    gap: 0.5rem;
  }
  .menu .row:empty {
    display: none;
  }
  .menu button {
    min-height: 2rem;
    padding: 0.1rem 0.7rem;
    color: var(--ink);
  }
  kbd {
    padding: 0.05rem 0.35rem;
    border: 1px solid var(--field);
    border-radius: 4px;
    font: inherit;
  }
  .legend {
    margin-top: 0.4rem;
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }
  details {
    margin-top: 0.4rem;
  }
  summary {
    width: fit-content;
    padding: 0.15rem 0;
    font-size: 0.8125rem;
    color: var(--ink-soft);
    cursor: pointer;
  }
`;
