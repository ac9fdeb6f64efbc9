import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Mark, PathMark, Scene, TextMark } from '../../charts/scene/scene.ts';

/**
 * A scene as the content of an SVG element. Only attributes that differ from those before are touched.
 * @param singledOut the run whose marks do not fade; null if none fades
 */
export function sceneTemplate({ frame, marks }: Scene, singledOut: string | null): SVGTemplateResult {
  const { left, top, right, bottom } = frame;
  return svg`<clipPath id="frame"
      ><rect x=${left} y=${top} width=${Math.max(0, right - left)} height=${Math.max(0, bottom - top)} /></clipPath
    >${marksTemplate(marks, singledOut)}`;
}

/** Marks alone, without the frame that cuts them off. */
export function marksTemplate(marks: readonly Mark[], singledOut: string | null = null): SVGTemplateResult[] {
  return marks.map((mark) => markTemplate(mark, singledOut));
}

function markTemplate(mark: Mark, singledOut: string | null): SVGTemplateResult {
  const faded = singledOut !== null && mark.run !== undefined && mark.run !== singledOut;
  const name = faded ? `${mark.role} faded` : mark.role;
  return mark.kind === 'path' ? pathTemplate(mark, name) : textTemplate(mark, name);
}

function pathTemplate(mark: PathMark, name: string): SVGTemplateResult {
  return svg`<path
    class=${name}
    d=${mark.d}
    fill=${mark.fill ?? 'none'}
    stroke=${mark.stroke ?? nothing}
    stroke-width=${mark.strokeWidth ?? nothing}
    stroke-dasharray=${mark.dash === undefined || mark.dash === '' ? nothing : mark.dash}
    opacity=${mark.opacity ?? nothing}
    clip-path=${mark.clip === true ? 'url(#frame)' : nothing}
  />`;
}

function textTemplate(mark: TextMark, name: string): SVGTemplateResult {
  return svg`<text
    class=${mark.rim ? `${name} rim` : name}
    x=${mark.x.toFixed(1)}
    y=${mark.y.toFixed(1)}
    dy="0.34em"
    fill=${mark.fill}
    font-size=${mark.size}
    font-weight=${mark.weight}
    text-anchor=${mark.anchor}
  >${mark.text}</text>`;
}
