import { Problem } from "./problems.js";
import { Release, releaseMark } from "./release.js";

/** The release in use; a newly published one takes over between two requests. */
export class Releases {
  #current: Release | null = null;
  #mark: string | null = null;
  #refreshing: Promise<void> | null = null;

  /**
   * @param dataFolder whose warehouse is read
   * @param tell about releases that came or that could not be opened
   */
  constructor(
    readonly dataFolder: string,
    readonly tell: (message: string, detail: Readonly<Record<string, unknown>>) => void,
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
    if (mark === null || mark === this.#mark) return;
    try {
      const release = await Release.open(this.dataFolder);
      const before = this.#current;
      this.#current = release;
      before?.retire();
      this.tell("release", release.about);
    } catch (error) {
      this.tell("release not opened; the one before stays", { error: String(error) });
    }
    // A file that cannot be opened is not tried again before it changes.
    this.#mark = mark;
  }

  close(): void {
    this.#current?.retire();
    this.#current = null;
  }
}
