import { Problem } from "../problems.js";
import { Release, releaseMark } from "./release.js";

/** What is told to the log: a sentence and its details. */
export type Tell = (message: string, detail: Readonly<Record<string, unknown>>) => void;

/** Looks after which a file that could not be opened is tried again though it did not change. */
const looksBetweenTries = 30;

/** The release in use; a newly published one takes over between two requests. */
export class Releases {
  #current: Release | null = null;
  #mark: string | null = null;
  #looksToWait = 0;
  #refreshing: Promise<void> | null = null;

  /**
   * @param dataFolder whose warehouse is read
   * @param tell about releases that came or that could not be opened
   */
  constructor(
    readonly dataFolder: string,
    readonly tell: Tell,
  ) {}

  /** @throws Problem not_ready while there has been none */
  get current(): Release {
    if (this.#current === null) throw new Problem("not_ready");
    return this.#current;
  }

  get isReady(): boolean {
    return this.#current !== null;
  }

  /** Opens what was published since; what cannot be opened leaves the one before in use. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#open().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #open(): Promise<void> {
    const mark = releaseMark(this.dataFolder);
    if (mark === null || (mark === this.#mark && (this.#looksToWait === 0 || --this.#looksToWait > 0)))
      return;
    this.#mark = mark;
    this.#looksToWait = 0;
    try {
      const release = await Release.open(this.dataFolder);
      const before = this.#current;
      this.#current = release;
      before?.retire();
      this.tell("release", { ...release.about });
    } catch (error) {
      this.#looksToWait = looksBetweenTries;
      const stays = this.#current === null ? "there is none" : "the one before stays";
      this.tell(`release not opened; ${stays}`, { error: String(error) });
    }
  }

  close(): void {
    this.#current?.retire();
    this.#current = null;
  }
}
