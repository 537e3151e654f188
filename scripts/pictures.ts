import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

/** Draws a square SVG as a PNG of so many pixels; no other reader of SVG is needed where the picture is shown. */
export function drawPicture(svg: string, { to, pixels }: { readonly to: string; readonly pixels: number }): void {
  const picture = new Resvg(readFileSync(svg, 'utf8'), {
    fitTo: { mode: 'width', value: pixels },
    font: { loadSystemFonts: false },
  });
  writeFileSync(to, picture.render().asPng());
}
