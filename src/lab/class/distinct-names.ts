/**
 * Names that differ, also to people who overlook capitals and kinds of letters: `Ada`, `ada (2)`. Who gave no name is
 * called by the place: `Pupil 3`.
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const wanted = name === '' ? `Pupil ${i + 1}` : name;
    let shown = wanted;
    for (let count = 2; taken.has(lookOf(shown)); count++) shown = `${wanted} (${count})`;
    taken.add(lookOf(shown));
    return shown;
  });
}

function lookOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
