/** Characters of Windows-1252 at 0x80 to 0x9f; five places are vacant and stand for themselves. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Text whose UTF-8 bytes were taken for Latin-1 or Windows-1252: Setúbal becomes SetÃºbal. */
export function mojibake(text: string, charset: "latin-1" | "windows-1252"): string {
  return Array.from(new TextEncoder().encode(text), (byte) =>
    charset === "windows-1252" && byte >= 0x80 && byte < 0xa0
      ? (windows1252[byte - 0x80] ?? "")
      : String.fromCharCode(byte),
  ).join("");
}

/** Text of which one letter beyond ASCII was lost on the way, `pick` telling which; as it is without such a letter. */
export function loseCharacter(text: string, pick: (places: readonly number[]) => number): string {
  const places = Array.from(text, (letter, at) => (letter > "\u007f" ? at : -1)).filter((at) => at >= 0);
  if (places.length === 0) return text;
  return Array.from(text).with(pick(places), "\ufffd").join("");
}
