import { css } from 'lit';

/** Styles that both halves of the panel share. */
export const classStyles = css`
  h3 {
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
  }
  section {
    display: grid;
    gap: 0.75rem;
    margin-top: 1.5rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--rule);
  }
  section:first-of-type {
    margin-top: 0;
    padding-top: 0;
    border: 0;
  }
  .row {
    gap: 0.4rem 0.6rem;
  }
  .row button,
  .row .button {
    min-height: 2.25rem;
    padding: 0.2rem 0.8rem;
    font-size: 0.9375rem;
  }
  .button {
    display: inline-flex;
    align-items: center;
    border: 1px solid var(--field);
    border-radius: 8px;
    font-weight: 550;
    color: inherit;
    text-decoration: none;
  }
  .button:hover {
    box-shadow: 0 0 0 3px var(--accent-wash);
  }
  textarea {
    width: 100%;
    padding: 0.4rem 0.6rem;
    background: var(--card);
    border: 1px solid var(--field);
    border-radius: 7px;
    font: inherit;
    color: inherit;
    resize: vertical;
  }
  ul,
  ol {
    margin: 0;
    padding-left: 1.25rem;
  }
  .address {
    overflow-wrap: anywhere;
  }
`;
