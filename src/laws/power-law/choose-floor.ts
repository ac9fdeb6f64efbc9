import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { aiccCharge } from '../stats/aicc.ts';
import type { PowerLaw } from './power-law.ts';

export type FloorChoice = 'auto' | 'never' | 'always';

/** The chosen law, the other form, and the reason. */
export interface LawChoice {
  law: PowerLaw;
  alternative: PowerLaw | Refusal;
  reason: string;
}

/** AICc values closer than this do not decide (Burnham & Anderson 2002, section 2.6). */
const UNDECIDED = 2;

/** Chooses the requested form, or the form with the lower AICc, and gives the reason in one or two sentences. */
export function chooseLaw(
  pure: PowerLaw | Refusal,
  bent: PowerLaw | Refusal,
  choice: FloorChoice,
): LawChoice | Refusal {
  if (choice === 'never') return asAsked(pure, bent);
  if (choice === 'always') return asAsked(bent, pure);
  if (isRefusal(pure)) return isRefusal(bent) ? pure : { law: bent, alternative: pure, reason: only(pure) };
  if (isRefusal(bent)) return { law: pure, alternative: bent, reason: only(bent) };
  const floorWins = bent.aicc < pure.aicc;
  const [law, alternative] = floorWins ? [bent, pure] : [pure, bent];
  return { law, alternative, reason: explain(pure, bent) };
}

function asAsked(law: PowerLaw | Refusal, alternative: PowerLaw | Refusal): LawChoice | Refusal {
  if (isRefusal(law)) return law;
  const form = law.hasFloor ? 'A power law with a floor' : 'A power law without a floor';
  if (isRefusal(alternative)) return { law, alternative, reason: `${form}, as asked.` };
  const [pure, bent] = law.hasFloor ? [alternative, law] : [law, alternative];
  return { law, alternative, reason: `${form}, as asked. By AICc: ${explain(pure, bent)}` };
}

function only(other: Refusal): string {
  return `Only one form can be fitted: ${other.refused}.`;
}

/** Says by how much a floor improves the fit, and how large the penalty of AICc for it is. */
function explain(pure: PowerLaw, bent: PowerLaw): string {
  const n = pure.widths;
  const places = n < pure.points.length ? `${n} sizes` : `${n} points`;
  if (aiccCharge(n, 3) === Infinity) {
    return `Too few models to tell whether the loss levels off: AICc needs at least 6, and in practice 8, and here are ${places}. The law is written without a floor.`;
  }
  if (bent.floor === 0) return 'A plain power law: the best floor is 0.';
  const charge = aiccCharge(n, 3) - aiccCharge(n, 2);
  const gain = pure.aicc - bent.aicc + charge;
  const cost = `a floor improves the fit by ${gain.toFixed(1)}, and AICc asks for at least ${charge.toFixed(1)} with ${places}`;
  if (Math.abs(gain - charge) < UNDECIDED) {
    return `The data cannot tell whether there is a floor: ${cost}. By AICc ${gain > charge ? 'one is a little more likely' : 'none is a little more likely'}.`;
  }
  return gain > charge ? `A power law with a floor: ${cost}.` : `A plain power law: ${cost}.`;
}
