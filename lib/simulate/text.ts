/** A whole number of cents as a decimal, such as -12.30. */
export function money(cents: number): string {
  const size = Math.abs(cents);
  return `${cents < 0 ? "-" : ""}${Math.floor(size / 100)}.${digits(size % 100, 2)}`;
}

/** A whole number with leading zeros. */
export function digits(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

/** A CSV field, quoted where it has to be. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
