// Pictures made of a rule for each pixel, as PNG files in data URLs.
import { crc32, deflateSync } from "node:zlib";

const WHITE = [255, 255, 255];
const disc = (x, y, cx, cy, r) => (x - cx) ** 2 + (y - cy) ** 2 < r ** 2;
const box = (x, y, cx, cy, r) => Math.max(Math.abs(x - cx), Math.abs(y - cy)) < r;

/** By what they show: the colour of each of 64 x 64 pixels. */
export const DRAWINGS = {
  "a red circle": (x, y) => (disc(x, y, 32, 32, 17) ? [230, 20, 20] : WHITE),
  "a blue square": (x, y) => (box(x, y, 32, 32, 15) ? [30, 60, 220] : WHITE),
  "a green circle left of an orange square": (x, y) =>
    disc(x, y, 17, 32, 11) ? [30, 150, 60] : box(x, y, 48, 32, 10) ? [255, 150, 0] : WHITE,
  "black and white horizontal stripes": (_, y) => (y % 16 < 8 ? [0, 0, 0] : WHITE),
};

/** A picture of size x size pixels as a data URL. */
export function pngUrl(size, pixel) {
  const rows = [];
  for (let y = 0; y < size; y++) {
    rows.push(0);
    for (let x = 0; x < size; x++) {
      rows.push(...pixel(x, y));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const file = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return `data:image/png;base64,${file.toString("base64")}`;
}

function chunk(type, data) {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "ascii");
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
