/** The colours of the page: those that a person chose, or those of the system. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'loglog-theme';
const PREFERS_DARK = 'screen and (prefers-color-scheme: dark)';
const MEDIA: Record<Theme, string> = { system: PREFERS_DARK, light: 'not all', dark: 'screen' };

/** The chosen theme. */
export function theme(): Theme {
  const kept = read();
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Shows the page in a theme, and keeps the choice for the next visit. */
export function chooseTheme(chosen: Theme): void {
  try {
    if (chosen === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  show(chosen);
}

/** Shows the page in the theme of the last visit. */
export function restoreTheme(): void {
  show(theme());
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Changes the media of the rules that hold the dark colours. */
function show(chosen: Theme): void {
  darkRules ??= foundRules();
  for (const { media } of darkRules) media.mediaText = MEDIA[chosen];
}

/** Found before their media are changed; none if the browser does not let this page read its style sheets. */
let darkRules: CSSMediaRule[] | undefined;

function foundRules(): CSSMediaRule[] {
  try {
    return [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]).filter(isDarkRule);
  } catch {
    return [];
  }
}

function isDarkRule(rule: CSSRule): rule is CSSMediaRule {
  return rule instanceof CSSMediaRule && rule.media.mediaText.includes('prefers-color-scheme');
}
