import { css } from 'lit';

/** Styles of the buttons in the heads of sortable columns. */
export const sortStyles = css`
  button.sort {
    min-height: 0;
    padding: 0.15rem 0;
    background: none;
    border: 0;
    border-radius: 4px;
    font: inherit;
    line-height: inherit;
    text-align: inherit;
  }
  button.sort:hover:not(:disabled) {
    box-shadow: none;
    text-decoration: underline;
  }
  .mark {
    color: var(--ink-soft);
    opacity: 0.6;
  }
  [aria-sort] .mark {
    color: var(--accent);
    opacity: 1;
  }
`;
