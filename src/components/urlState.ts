/** How a value is written into the URL and read back. */
export interface Codec<Value> {
  /** The value a text stands for; undefined when it stands for none, such as a word that is no choice. */
  readonly read: (text: string) => Value | undefined;
  /** The text of a value; an empty one for no value. */
  readonly write: (value: Value) => string;
  /** Values follow each other quickly, as while dragging or typing: together they are one step back. */
  readonly isContinuous?: boolean;
}

const readNumber = (text: string): number | undefined =>
  text.trim() === "" || !Number.isFinite(Number(text)) ? undefined : Number(text);

/** One of few values, by its name. */
export const choice = <Value>(
  values: readonly Value[],
  idOf: (value: Value) => string = String,
): Codec<Value> => ({
  read: (text) => values.find((value) => idOf(value) === text),
  write: idOf,
});

/** A number between two bounds. */
export const number = ({ min = -Infinity, max = Infinity } = {}): Codec<number> => ({
  read: (text) => {
    const value = readNumber(text);
    return value === undefined || value < min || value > max ? undefined : value;
  },
  write: String,
  isContinuous: true,
});

/** Words a reader types. */
export const text = (): Codec<string> => ({
  read: (words) => words,
  write: (words) => words,
  isContinuous: true,
});

/** What listens for a step back or forward, by parameter: a cell that runs again takes the place of its former self. */
const listeners = new Map<string, (text: string | null) => void>();
let isReading = false;
let isFollowing = false;
let lastContinuous = { name: "", time: 0 };

/** What was chosen and is not in the URL yet, by parameter; null takes one away. */
const waiting = new Map<string, string | null>();
let isStep = false;
/** While what is written belongs to one event. */
let isSameTask = false;
let timer: ReturnType<typeof setTimeout> | undefined;
/** While a reader drags, browsers would refuse a URL for every frame: it is written once the hand rests, in ms. */
const rest = 150;

const parameters = (): URLSearchParams => {
  const found = new URLSearchParams(location.search);
  for (const [name, words] of waiting) {
    if (words === null) found.delete(name);
    else found.set(name, words);
  }
  return found;
};

/** The text of a parameter of the URL, or null. */
export const readUrl = (name: string): string | null => parameters().get(name);

/** Writes what is waiting, now. */
export function settleUrl(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.size === 0) return;
  const query = parameters().toString().replaceAll("%2C", ",");
  waiting.clear();
  const url = `${location.pathname}${query && `?${query}`}${location.hash}`;
  if (isStep) history.pushState(null, "", url);
  else history.replaceState(history.state, "", url);
  isStep = false;
}

/**
 * Writes a parameter, or takes it away (null); the hash and the other parameters stay. What is chosen at once is one
 * step back, and so is a drag, which is written when it rests.
 */
export function writeUrl(name: string, words: string | null, isContinuous = false): void {
  if (isReading || parameters().get(name) === words) return;
  const time = performance.now();
  const isSameGesture = isContinuous && lastContinuous.name === name && time - lastContinuous.time < 1000;
  // What is chosen now does not swallow the gesture before it.
  if (!isFollowing && !isSameTask && !waiting.has(name)) settleUrl();
  isSameTask = true;
  queueMicrotask(() => (isSameTask = false));
  waiting.set(name, words);
  if (!isSameGesture && !isFollowing) isStep = true;
  if (!isFollowing) lastContinuous = isContinuous ? { name, time } : { name: "", time: 0 };
  clearTimeout(timer);
  if (isContinuous) timer = setTimeout(settleUrl, rest);
  else queueMicrotask(settleUrl);
}

/** What is written to the URL by `work` follows from the step before and is no step of its own. */
export function asConsequence(work: () => void): void {
  const before = isFollowing;
  isFollowing = true;
  try {
    work();
  } finally {
    isFollowing = before;
  }
}

if (typeof addEventListener === "function") {
  // The hand has let go, or the page is left or out of sight: nothing more is to be waited for.
  for (const moment of ["pointerup", "pagehide", "visibilitychange"]) addEventListener(moment, settleUrl);
}

/** Calls back with the text of a parameter, or null, when the reader goes back or forward. */
export function onUrl(name: string, listen: (text: string | null) => void): void {
  if (listeners.size === 0) {
    addEventListener("popstate", () => {
      // What was waiting belonged to the view that was left.
      clearTimeout(timer);
      waiting.clear();
      isStep = false;
      const found = parameters();
      isReading = true;
      try {
        for (const [each, call] of listeners) call(found.get(each));
      } finally {
        isReading = false;
      }
      lastContinuous = { name: "", time: 0 };
    });
  }
  listeners.set(name, listen);
}

/**
 * Ties an input to a parameter of the URL: it starts with the value there, writes what the reader chooses, and goes
 * back and forward with the browser. The value it has now is the default, which leaves the URL clean.
 *
 * @param name a short word in kebab-case
 * @returns the same input
 */
export function bindUrl<Value, Input extends HTMLElement & { value: Value }>(
  input: Input,
  name: string,
  codec: Codec<Value>,
): Input {
  const standard = input.value;
  // An input with nothing to choose from has no value.
  const write = (value: Value | undefined): string => (value == null ? "" : codec.write(value));
  const standardText = write(standard);
  const take = (words: string | null): void => {
    const found = words === null ? undefined : codec.read(words);
    const value = found === undefined ? standard : found;
    if (write(input.value) !== write(value)) input.value = value;
  };
  take(readUrl(name));
  input.addEventListener("input", () => {
    const words = write(input.value);
    writeUrl(name, words === standardText ? null : words, codec.isContinuous);
  });
  onUrl(name, (words) => {
    const before = write(input.value);
    take(words);
    if (write(input.value) !== before) input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return input;
}
