/** What the loop has others do; each is called while no other call of the same is running. */
export interface DevWork {
  /** Whether a file is the SELECT of a report, which can be shown before it is published. */
  isReport(path: string): boolean;
  /** Puts what the SELECT answers now into the preview; rejects with words for the reader when it cannot. */
  showReport(path: string): Promise<void>;
  /** Runs what changed of the pipeline; true when the warehouse is up to date, false when it said why it is not. */
  runPipeline(): Promise<boolean>;
  /** Brings the preview in line with the warehouse. */
  refresh(): Promise<void>;
  say(message: string): void;
}

export interface DevLoop {
  /** Tells that a file was written; bursts are gathered. */
  changed(path: string): void;
  /** Resolves when there is nothing left to do. */
  idle(): Promise<void>;
  stop(): void;
}

/** How long it must be quiet before a report is shown, and before the pipeline runs, in milliseconds. */
export interface Pauses {
  readonly show: number;
  readonly run: number;
  /** After reports alone changed: they are seen already, and the next edit is likely near. */
  readonly publish: number;
}

const usualPauses: Pauses = { show: 40, run: 250, publish: 1500 };

/**
 * Follows the edits of a data scientist: a report's SELECT is shown at once from the warehouse as it is, and published
 * by the pipeline in the background; anything else goes through the pipeline. What fails leaves everything as it was.
 */
export function devLoop(work: DevWork, pauses: Pauses = usualPauses): DevLoop {
  const toShow = new Set<string>();
  /** Reports whose SELECT fails: the pipeline would stop at them, so it waits until they are repaired. */
  const broken = new Set<string>();
  let needsRun = false;
  let isShowing = false;
  let isRunning = false;
  let isStopped = false;
  let showTimer: NodeJS.Timeout | undefined;
  let runTimer: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];

  const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

  function changed(path: string): void {
    if (isStopped) return;
    const isReport = work.isReport(path);
    if (isReport) {
      toShow.add(path);
      clearTimeout(showTimer);
      showTimer = setTimeout(() => void show(), pauses.show);
    }
    needsRun = true;
    planRun(isReport ? pauses.publish : pauses.run);
  }

  function planRun(pause: number): void {
    clearTimeout(runTimer);
    runTimer = setTimeout(() => void run(), pause);
  }

  async function show(): Promise<void> {
    if (isShowing) return;
    isShowing = true;
    while (toShow.size > 0 && !isStopped) {
      const [path = ""] = toShow;
      toShow.delete(path);
      try {
        await work.showReport(path);
        broken.delete(path);
      } catch (error) {
        broken.add(path);
        work.say(`${words(error)}\n  The pages keep what they had.`);
      }
    }
    isShowing = false;
    settle();
  }

  async function run(): Promise<void> {
    runTimer = undefined;
    // Whoever is at work looks again when it is done.
    if (!needsRun || isRunning || isShowing || isStopped) {
      settle();
      return;
    }
    if (broken.size > 0) {
      needsRun = false;
      work.say(`Nothing is published until ${[...broken].join(", ")} can be read.`);
      settle();
      return;
    }
    isRunning = true;
    needsRun = false;
    try {
      const isUpToDate = await work.runPipeline();
      // What changed meanwhile may be on the screen already; the next run brings both together.
      if (isUpToDate && !hasMore()) await work.refresh();
    } catch (error) {
      work.say(words(error));
    }
    isRunning = false;
    settle();
  }

  // A function, since it is asked after an await: what was known before may have changed.
  const hasMore = (): boolean => needsRun || toShow.size > 0 || isShowing;

  function settle(): void {
    if (isStopped) {
      finish();
      return;
    }
    if (toShow.size > 0 && !isShowing) void show();
    else if (needsRun && !isRunning && !isShowing && runTimer === undefined) planRun(pauses.run);
    else if (!needsRun && !isRunning && !isShowing && runTimer === undefined) finish();
  }

  function finish(): void {
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  return {
    changed,
    idle: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (isStopped || (!hasMore() && !isRunning && runTimer === undefined)) finish();
      }),
    stop() {
      isStopped = true;
      clearTimeout(showTimer);
      clearTimeout(runTimer);
      finish();
    },
  };
}
