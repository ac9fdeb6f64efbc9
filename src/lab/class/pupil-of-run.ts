/** The pupil of a run of a pool by its id; null for a run that came another way. */
export function pupilOfRun(id: string): string | null {
  const [, pupil = null] = /@([a-zA-Z0-9]{8})$/.exec(id) ?? [];
  return pupil;
}
