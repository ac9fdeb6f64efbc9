import { css } from 'lit';

/** Styles of the table of runs. On a narrow page the names of runs stay in view while the table scrolls. */
export const runTableStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    margin-top: 0.4rem;
  }
  .bar label {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .covered {
    color: var(--good);
  }
  .missed {
    color: var(--bad);
  }
  td.differs,
  td.source,
  td.state {
    white-space: normal;
    overflow-wrap: anywhere;
  }
  td.differs {
    min-width: 11rem;
    max-width: 20rem;
    color: var(--ink-soft);
  }
  td.differs .note {
    color: var(--ink);
    font-style: italic;
    white-space: pre-line;
  }
  td.source {
    min-width: 10rem;
  }
  td.state {
    min-width: 7rem;
  }
  tr.failed td.state {
    min-width: 14rem;
    color: var(--bad);
  }
  th.name {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--card);
    text-align: left;
  }
  tr.singled > * {
    background: color-mix(in srgb, var(--accent) 14%, var(--card));
  }
  tr.under > * {
    box-shadow:
      inset 0 2px 0 var(--accent),
      inset 0 -2px 0 var(--accent);
  }
  button.plain {
    min-height: 0;
    padding: 0.1rem 0.25rem;
    background: none;
    border: 0;
    border-radius: 4px;
    font: inherit;
    text-align: left;
  }
  button.plain:hover:not(:disabled) {
    box-shadow: none;
    text-decoration: underline;
  }
  tr.group > * {
    background: var(--paper);
    text-align: left;
  }
  tr.details > td {
    padding: 0.75rem 0.6rem 1rem;
    white-space: normal;
  }
  tr.group .soft {
    font-weight: 400;
  }
  @media (max-width: 48rem) {
    th.name {
      min-width: 7rem;
      max-width: 8.5rem;
      white-space: normal;
    }
    tr.details > td > *,
    tr.group > * > * {
      position: sticky;
      left: 0;
      max-width: calc(100vw - 4rem);
    }
  }
`;
