import { css } from 'lit';

/** Styles of `choice`: radio buttons as one segmented row. */
export const choiceStyles = css`
  .choice {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
    font-size: 0.875rem;
  }
  .choice legend {
    float: left;
    margin-right: 0.5rem;
    padding: 0;
    color: var(--ink-soft);
  }
  .choice label {
    position: relative;
    cursor: pointer;
  }
  .choice input {
    position: absolute;
    inset: 0;
    min-height: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .choice span {
    display: block;
    padding: 0.15rem 0.6rem;
    border: 1px solid var(--field);
    margin-left: -1px;
  }
  .choice label:first-of-type span {
    border-radius: 7px 0 0 7px;
  }
  .choice label:last-of-type span {
    border-radius: 0 7px 7px 0;
  }
  .choice input:checked + span {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .choice input:disabled {
    cursor: default;
  }
  .choice input:disabled + span {
    opacity: 0.5;
  }
  .choice input:focus-visible + span {
    position: relative;
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
`;
