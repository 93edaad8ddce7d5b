/** A number in [0, 1) that looks drawn by chance and is the same every time. */
export const chance = (seed: number): number => {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return value - Math.floor(value);
};
