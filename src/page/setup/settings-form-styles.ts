import { css } from 'lit';

/** Shows the fields in as many columns as fit, with hints and refusals below them. */
export const settingsFormStyles = css`
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
    gap: 0.9rem 1.25rem;
    min-width: 0;
    margin: 0 0 0.9rem;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-bottom: 0.6rem;
    font-size: 0.875rem;
    color: var(--ink-soft);
  }
  .widths,
  .corpus {
    grid-column: 1 / -1;
  }
  .corpus select {
    max-width: 27rem;
  }
  label {
    display: block;
    font-weight: 550;
    font-size: 0.9rem;
  }
  input,
  select {
    width: 100%;
  }
  input:focus-visible,
  select:focus-visible {
    outline-offset: -1px;
  }
  input[aria-invalid='true'] {
    border-color: var(--bad);
    box-shadow: inset 0 0 0 1px var(--bad);
  }
  .hint {
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }
  .wide {
    grid-column: 1 / -1;
  }
  .refusal {
    overflow-wrap: anywhere;
    font-size: 0.875rem;
    font-weight: 550;
    color: var(--bad);
  }
  .warning {
    margin-top: 0.35rem;
    padding-left: 0.6rem;
    border-left: 3px solid var(--accent);
  }
`;
