import { css } from 'lit';

/** Styles that all elements of the page share: cards, headings, buttons, fields, notes. */
export const sharedStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    min-width: 0;
  }
  :host([hidden]) {
    display: none;
  }
  h2 {
    margin: 0;
    font-size: 1.05rem;
    font-weight: 600;
    line-height: 1.3;
  }
  p {
    margin: 0;
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: 0.875rem;
  }
  .refused {
    color: var(--bad);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  .card {
    padding: clamp(0.85rem, 2vw, 1.25rem);
    background: var(--card);
    border: 1px solid var(--rule);
    border-radius: var(--radius);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 2.5rem;
    padding: 0.35rem 1.05rem;
    background: transparent;
    border: 1px solid var(--field);
    border-radius: 8px;
    font-weight: 550;
    cursor: pointer;
  }
  button.quiet {
    min-height: 2.25rem;
    padding: 0.25rem 0.65rem;
    border-color: transparent;
  }
  button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button:hover:not(:disabled) {
    box-shadow: 0 0 0 3px var(--accent-wash);
  }
  input,
  select {
    min-height: 2.4rem;
    padding: 0.25rem 0.6rem;
    background: var(--card);
    border: 1px solid var(--field);
    border-radius: 7px;
  }
  input[type='checkbox'] {
    min-height: 0;
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    vertical-align: -0.15rem;
    accent-color: var(--accent);
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
`;
