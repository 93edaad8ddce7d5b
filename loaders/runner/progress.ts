import { Listr, type DefaultRenderer, type ListrTaskWrapper } from "listr2";
import type { Progress } from "../runPipeline.js";

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof DefaultRenderer>;

/** A live task list on a terminal; one plain line per finished task elsewhere. */
export function createProgress(output: NodeJS.WriteStream = process.stdout): Progress {
  return output.isTTY ? liveProgress(output) : plainProgress(output);
}

const seconds = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;

const told = (title: string, result: string, start: number, reason: string): string =>
  `${title}: ${result}, ${seconds(start)} (${reason})`;

function plainProgress(output: NodeJS.WritableStream): Progress {
  return {
    async task(title, reason, work) {
      const start = performance.now();
      const result = await work(() => undefined);
      output.write(`${told(title, result, start, reason)}\n`);
    },
    note: (message) => void output.write(`${message}\n`),
  };
}

function liveProgress(output: NodeJS.WriteStream): Progress {
  const plain = plainProgress(output);
  return {
    async task(title, reason, work, isBeside) {
      // The live line belongs to the task that is waited for.
      if (isBeside === true) {
        await plain.task(`✔ ${title}`, reason, work);
        return;
      }
      const start = performance.now();
      const run = async (_: unknown, task: Task): Promise<void> => {
        const result = await work((progress) => (task.output = progress));
        task.title = told(title, result, start, reason);
      };
      await new Listr([{ title: `${title} (${reason})`, task: run }], { renderer: "default" }).run();
    },
    note: (message) => void output.write(`· ${message}\n`),
  };
}
