import { chartFrame, type FrameOptions } from "./chartFrame.js";

/** What changes about a frame while what it holds stays. */
export type FrameWords = Pick<FrameOptions, "title" | "about">;

export type LiveFrame = HTMLElement & { show: (words: FrameWords) => void };

/** A chart frame whose drawing stays where it is, with the focus in it, while its words follow the data. */
export function liveFrame(drawing: Node, options: Pick<FrameOptions, "source" | "download">): LiveFrame {
  const frame = chartFrame(drawing, { title: " ", about: " ", ...options });
  const title = frame.querySelector(".frame-title")!;
  const about = frame.querySelector(".frame-about")!;
  return Object.assign(frame, {
    show: (words: FrameWords) => {
      title.textContent = words.title;
      about.replaceChildren(words.about);
    },
  });
}
