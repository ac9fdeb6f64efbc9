/** What some browsers tell about the battery. */
interface Charge {
  readonly charging: boolean;
  /** From 0 to 1. */
  readonly level: number;
}

/** What a browser says about itself. Only some browsers have more than the first. */
interface Browser {
  readonly userAgent: string;
  getBattery?(): Promise<Charge>;
}

/**
 * Advice for a computer that runs on its battery, because many computers slow down then; empty for others, and where the
 * browser does not tell.
 */
export async function batteryWords(browser: Browser): Promise<string> {
  try {
    const battery = await browser.getBattery?.();
    if (battery === undefined || battery.charging) return '';
    return `This computer runs on its battery (${Math.round(100 * battery.level)} %). Many computers slow down then: plug it in first.`;
  } catch {
    return '';
  }
}
