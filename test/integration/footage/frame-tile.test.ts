import { describe, expect, test } from '@jest/globals';
import * as canvas from '@napi-rs/canvas';
import { frameTile } from '../../../src/footage/frame-tile.js';
import type { Fit } from '../../../src/render/transition.js';

const size = { widthPx: 90, heightPx: 160 };

/** A wide grey picture with one red disc near its right edge. */
const disc = () => {
  const picture = canvas.createCanvas(480, 270);
  const context = picture.getContext('2d');
  context.fillStyle = '#8a8d90';
  context.fillRect(0, 0, 480, 270);
  context.fillStyle = '#e02020';
  context.beginPath();
  context.arc(410, 130, 36, 0, 7);
  context.fill();
  return picture;
};

const tileOf = (fit: Fit) => {
  const { data } = frameTile(canvas, disc(), { size, fit }).getContext('2d').getImageData(0, 0, 90, 160);
  const at = (x: number, y: number): number[] => [...data.subarray((y * 90 + x) * 4, (y * 90 + x) * 4 + 3)];
  let red = 0;
  for (let index = 0; index < data.length; index += 4) {
    red += (data[index] ?? 0) > 150 && (data[index + 1] ?? 0) < 80 ? 1 : 0;
  }
  return { at, red };
};

describe('a picture on the sheet of a storyboard', () => {
  test('is cropped around what matters, as its shot will be', () => {
    expect(tileOf('cover').red).toBeGreaterThan(800);
  });

  test('is shown whole where its scene says so: on black, or on its own blurred enlargement', () => {
    const [contained, blurred] = [tileOf('contain'), tileOf('blur')];
    expect(contained.at(45, 5)).toEqual([0, 0, 0]);
    expect(contained.at(20, 80)).toEqual([138, 141, 144]);
    expect(Math.min(...blurred.at(45, 5))).toBeGreaterThan(30);
    expect(Math.max(...blurred.at(45, 5))).toBeLessThan(138);
    expect(blurred.red).toBeGreaterThan(20);
  });
});
