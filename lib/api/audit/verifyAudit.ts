import { createReadStream } from "node:fs";
import { auditFiles, readHead } from "./auditFiles.js";
import { chainStart, checkLine, type Head } from "./chain.js";

export interface AuditVerdict {
  /** Good lines from the first on. */
  readonly lines: number;
  readonly files: number;
  /** Of the last good line. Kept elsewhere, it shows later whether the whole log was written anew. */
  readonly hash: string;
  /** The first thing that is wrong, with file and line; null if the chain holds. */
  readonly problem: string | null;
}

/** Reads a log from its first line and says whether anything was changed or is missing. */
export async function verifyAudit(folder: string): Promise<AuditVerdict> {
  const files = auditFiles(folder);
  const written = readHead(folder);
  let head = chainStart;
  let problem: string | null = null;
  for (const file of files) {
    ({ head, problem } = await verifyFile(file, head, written));
    if (problem !== null) break;
  }
  if (problem === null && written !== null && written.line > head.line)
    problem = `${written.line - head.line} lines are missing at the end`;
  return { lines: head.line, files: files.length, hash: head.hash, problem };
}

async function verifyFile(
  file: string,
  start: Head,
  written: Head | null,
): Promise<{ head: Head; problem: string | null }> {
  let head = start;
  let place = 0;
  let rest = "";
  const wrong = (what: string): { head: Head; problem: string } => ({
    head,
    problem: `${file}, line ${place}: ${what}`,
  });
  for await (const piece of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = (rest + String(piece)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      place += 1;
      const found = checkLine(line, head);
      if ("problem" in found) return wrong(found.problem);
      head = found;
      if (written?.line === head.line && written.hash !== head.hash) return wrong("the log was written anew");
    }
  }
  place += 1;
  return rest === "" ? { head, problem: null } : wrong("cut off");
}
