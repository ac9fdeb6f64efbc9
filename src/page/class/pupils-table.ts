import { html, type TemplateResult } from 'lit';
import type { PooledPupil, PoolState } from '../../lab/class/class-state.ts';
import { short } from '../../charts/quantity.ts';
import { numbersTable } from '../kit/numbers-table.ts';

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/**
 * Who has come with what, in the order in which they came. The host element includes `tableStyles`.
 * @param edit called with the id of the pupil whose name a person pressed
 */
export function pupilsTable({ parts, pupils }: PoolState, edit: (pupil: string) => void): TemplateResult {
  const shared = parts > 1;
  return numbersTable(
    {
      columns: [
        { head: 'Pupil' },
        ...(shared ? [{ head: 'Part' }] : []),
        { head: 'Machine' },
        { head: 'Speed', unit: 'tokens/s' },
        { head: 'Finished' },
        { head: 'Left' },
        { head: 'Sent' },
      ],
      rows: pupils.map((pupil) => [
        nameCell(pupil, edit),
        ...(shared ? [pupil.part === null ? '–' : String(pupil.part)] : []),
        pupil.machine,
        pupil.tokensPerSecond === null ? '–' : short(pupil.tokensPerSecond),
        finishedWords(pupil),
        pupil.left.length === 0 ? '–' : listed(pupil.left),
        CLOCK.format(pupil.made),
      ]),
    },
    'Pupils',
  );
}

function nameCell({ pupil, shownName }: PooledPupil, edit: (pupil: string) => void): TemplateResult {
  return html`<button class="name" title="Rename or leave out" @click=${() => edit(pupil)}>
    ${shownName}
  </button>`;
}

/** The runs that came, with what counts as another pupil's and what was corrected. */
function finishedWords({ corrections, finished, out, repeated }: PooledPupil): string {
  const notes = [
    out ? 'left out' : '',
    repeated.length > 0 ? `${listed(repeated)} counted once with another pupil’s` : '',
    corrections > 0 ? `${corrections} corrected` : '',
  ].filter((note) => note !== '');
  return `${listed(finished)}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

/** Labels that stay whole where a line breaks. */
function listed(labels: readonly string[]): string {
  return labels.map((label) => label.replaceAll(' ', '\u00a0')).join(', ');
}
