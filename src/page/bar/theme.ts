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

/** Changes the media of the rule that holds the dark colours. */
function show(chosen: Theme): void {
  dark ??= darkRule();
  if (dark !== null) dark.media.mediaText = MEDIA[chosen];
}

/** Found before its media are changed; null if the browser does not let this page read its style sheets. */
let dark: CSSMediaRule | null | undefined;

function darkRule(): CSSMediaRule | null {
  try {
    const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
    return rules.find(isDarkRule) ?? null;
  } catch {
    return null;
  }
}

function isDarkRule(rule: CSSRule): rule is CSSMediaRule {
  return rule instanceof CSSMediaRule && rule.media.mediaText.includes('prefers-color-scheme');
}
