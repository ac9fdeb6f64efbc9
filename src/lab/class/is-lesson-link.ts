/** Whether the fragment of a link is that of a lesson, of any version of the format. */
export function isLessonLink(fragment: string): boolean {
  return /^#?(?:[^&]*&)*lesson=/.test(fragment);
}
