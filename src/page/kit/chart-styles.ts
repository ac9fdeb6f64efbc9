import { css } from 'lit';

/** Styles of a chart's heading, choices, plot, legend and numbers. */
export const chartStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    min-height: 2rem;
    margin-bottom: 0.5rem;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1rem;
  }
  :host([fill]) {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  :host([fill]) .plot {
    flex: 1;
    min-height: 0;
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
