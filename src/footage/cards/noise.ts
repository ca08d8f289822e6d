import { type Random, shuffled } from './seeded-random.js';

/** Smooth noise in the plane, about -1 to 1: gradients on a grid, blended (Perlin's scheme). */
export const createNoise = (random: Random): ((x: number, y: number) => number) => {
  const gradients = Array.from({ length: 256 }, () => random() * Math.PI * 2);
  const order = shuffled([...gradients.keys()], random);
  const gradientAt = (column: number, row: number): number =>
    gradients[((order[column & 255] ?? 0) + row) & 255] ?? 0;
  const corner = (column: number, row: number, x: number, y: number): number => {
    const angle = gradientAt(column, row);
    return Math.cos(angle) * (x - column) + Math.sin(angle) * (y - row);
  };
  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const across = ease(x - column);
    const down = ease(y - row);
    const top = mix(corner(column, row, x, y), corner(column + 1, row, x, y), across);
    const bottom = mix(corner(column, row + 1, x, y), corner(column + 1, row + 1, x, y), across);
    return mix(top, bottom, down) * 1.5;
  };
};

const ease = (share: number): number => share * share * share * (share * (share * 6 - 15) + 10);
const mix = (from: number, to: number, share: number): number => from + (to - from) * share;
