import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { problemDocument, problems, type ProblemCode } from "../problems.js";

/** How long a request may take to arrive, milliseconds; whoever is slower is told so and cut off. */
const patienceMilliseconds = 10_000;

/** Longer than proxies keep a connection, so that they and not we end it. */
const keepAliveMilliseconds = 65_000;

/** More are not accepted: each costs a look in every turn of the event loop. */
const mostConnections = 2000;

export interface Listening {
  /** Requests that are worked on at a time. */
  readonly mostAtOnce: number;
  /** PEM texts, for HTTPS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const answerText = (code: ProblemCode): string => JSON.stringify(problemDocument(code));

const refusal = answerText("busy");
const refusalHeaders = {
  "content-type": "application/problem+json",
  "content-length": Buffer.byteLength(refusal),
  "retry-after": "1",
  "x-content-type-options": "nosniff",
};

/**
 * A server that refuses at once, before anything else is done, what could not be answered soon: so the rest is.
 *
 * @param handle what answers the others
 */
export function createPatientServer(handle: Handle, { mostAtOnce, tls }: Listening): Server {
  let open = 0;
  const done = (): void => {
    open -= 1;
  };
  const admit: Handle = (request, response) => {
    if (open >= mostAtOnce) {
      response.writeHead(503, refusalHeaders).end(refusal);
      return;
    }
    open += 1;
    response.once("close", done);
    handle(request, response);
  };
  const options = {
    headersTimeout: patienceMilliseconds,
    requestTimeout: patienceMilliseconds,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: keepAliveMilliseconds,
  };
  const server = tls === null ? createServer(options, admit) : createTlsServer({ ...options, ...tls }, admit);
  server.maxConnections = mostConnections;
  return server;
}

const byError: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "too_slow",
  HPE_HEADER_OVERFLOW: "headers_too_large",
};

/** Answers what is no HTTP, or came too slowly, and ends the connection. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  const code = byError[error.code ?? ""] ?? "bad_http";
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status } = problems[code];
  const body = answerText(code);
  const length = Buffer.byteLength(body);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
