import { css } from 'lit';

/** A table that scrolls in its own box when the page is narrow. */
export const tableStyles = css`
  .scroll {
    margin-top: 0.5rem;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
  }
  th,
  td {
    padding: 0.3rem 0.6rem;
    border-bottom: 1px solid var(--rule);
    text-align: right;
    white-space: nowrap;
    vertical-align: top;
  }
  thead th {
    font-weight: 600;
    line-height: 1.25;
    vertical-align: bottom;
  }
  small {
    font-weight: 400;
    color: var(--ink-soft);
  }
  tbody th {
    font-weight: 600;
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  .words {
    text-align: left;
  }
  .sentence {
    min-width: 12rem;
    text-align: left;
    white-space: normal;
  }
  tbody tr:last-child > * {
    border-bottom: 0;
  }
`;
