import type { TemplateResult } from 'lit';
import type { PooledPupil, PoolState } from '../../lab/class/class-state.ts';
import { short } from '../../charts/quantity.ts';
import { numbersTable } from '../kit/numbers-table.ts';

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Who has come with what, in the order in which they came. The host element includes `tableStyles`. */
export function pupilsTable({ parts, pupils }: PoolState): TemplateResult {
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
        pupil.shownName,
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

/** The runs that came, with what counts as another pupil's and what was corrected. */
function finishedWords({ corrections, finished, repeated }: PooledPupil): string {
  const notes = [
    repeated.length > 0 ? `${listed(repeated)} counted once with another pupil’s` : '',
    corrections > 0 ? `${corrections} corrected` : '',
  ].filter((note) => note !== '');
  return `${listed(finished)}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
}

/** Labels that stay whole where a line breaks. */
function listed(labels: readonly string[]): string {
  return labels.map((label) => label.replaceAll(' ', '\u00a0')).join(', ');
}
