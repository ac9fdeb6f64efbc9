// Writes and parses the table of rooms in the form of docs/ARCHITECTURE.md. Checks no import.
import type { Row, Table } from './check-walls.ts';

const HEAD = ['room', 'may import', 'types of', 'packages'];

/** The table in Markdown: a row for each room, with short names. */
export function tableInWords(table: Table): string {
  const rows = Object.entries(table).map(([room, row]) => [nameOf(room), ...cellsOf(room, row)]);
  return [HEAD, HEAD.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The cells of the table in a text that has the same head, without spaces and dashes that only align them. */
export function tableIn(markdown: string): string {
  const lines = markdown.split('\n').map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---'));
  const start = lines.indexOf(`| ${HEAD.join(' | ')} |`);
  const after = lines.slice(start);
  const end = after.findIndex((line) => !line.startsWith('|'));
  return start < 0 ? '' : after.slice(0, end < 0 ? undefined : end).join('\n');
}

function cellsOf(room: string, { may, types = [], starts = [], packages = [] }: Row): string[] {
  const short = (names: readonly string[]) => names.map((name) => shortName(name, room));
  const started = starts.map((file) => `starts ${nameOf(file)}`);
  return [[...short(may), ...started], short(types), [...packages]].map((names) => names.join(', ') || '—');
}

function nameOf(room: string): string {
  return room.replace(/^src\//, '');
}

/** The name of a room. A neighbour in the same folder gets only its own name. */
function shortName(name: string, room: string): string {
  const parent = room.slice(0, room.lastIndexOf('/') + 1);
  const inner = parent.split('/').length > 2 && name.startsWith(parent);
  return inner ? name.slice(parent.length) : nameOf(name);
}
