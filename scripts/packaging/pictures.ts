import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

/** Renders an SVG as a PNG of that width, for places that cannot show SVG. */
export function drawPicture(svg: string, { to, pixels }: { readonly to: string; readonly pixels: number }): void {
  const picture = new Resvg(readFileSync(svg, 'utf8'), {
    fitTo: { mode: 'width', value: pixels },
    font: { loadSystemFonts: false },
  });
  writeFileSync(to, picture.render().asPng());
}
