import { css } from 'lit';

/** Styles of a card that states laws: the main formula, and a list of names and values. */
export const lawStyles = css`
  fit-switches {
    margin-top: 0.5rem;
  }
  .formula {
    margin: 0.6rem 0;
    font-size: 1.3rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  sup {
    line-height: 1;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.15rem 1rem;
    margin: 0 0 0.6rem;
  }
  dt {
    color: var(--ink-soft);
  }
  dd {
    margin: 0;
  }
`;
