import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

/** Draws an SVG as a PNG that is so many pixels wide; no other reader of SVG is needed where the picture is shown. */
export function drawPicture(svg: string, { to, pixels }: { readonly to: string; readonly pixels: number }): void {
  const picture = new Resvg(readFileSync(svg, 'utf8'), {
    fitTo: { mode: 'width', value: pixels },
    font: { loadSystemFonts: false },
  });
  writeFileSync(to, picture.render().asPng());
}
