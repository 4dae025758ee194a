// What every baseline shares: where the stores listen, what a job holds, and how a run is counted and told.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const HELP = "--home <folder of the server under test> [--seconds 8] [--jobs 40000] [--concurrency 64]";
/** Not counted: what a JavaScript engine does in its first moments says nothing of the hours after. */
const WARM_UP_SHARE = 0.25;

export function settings() {
  const given = new Map();
  for (let i = 2; i < process.argv.length; i += 2) given.set(process.argv[i], process.argv[i + 1]);
  const home = given.get("--home");
  if (!home) {
    console.error(HELP);
    process.exit(2);
  }
  const number = (name, usual) => Number(given.get(`--${name}`) ?? usual);
  return {
    ...stores(home),
    mode: given.get("--mode"),
    seconds: number("seconds", 8),
    jobs: number("jobs", 40_000),
    concurrency: number("concurrency", 64),
  };
}

function stores(home) {
  const read = (name) => readFileSync(join(home, name), "utf8").trim();
  const ports = Object.fromEntries(
    read("stores.properties")
      .split("\n")
      .filter((line) => line.includes(".port="))
      .map((line) => line.split("=")),
  );
  return {
    redis: { host: "127.0.0.1", port: Number(ports["redis.port"]), password: read("redis.password") },
    postgres: {
      host: "127.0.0.1",
      port: Number(ports["postgres.port"]),
      user: "guildhall",
      password: read("postgres.password"),
      database: "guildhall",
    },
  };
}

/** A job as a task is: some 600 bytes. */
export function job(number) {
  return {
    key: number,
    prompt: `Explain tides to a child, number ${number}. ${"Say what moves, and why. ".repeat(4)}`,
    a: "The moon pulls the sea towards it, and the sea follows. ".repeat(4),
    b: "Tides are what the sea does twice a day by itself. ".repeat(4),
  };
}

export function* chunks(count, size) {
  for (let from = 0; from < count; from += size) {
    yield Array.from({ length: Math.min(size, count - from) }, (_, i) => job(from + i));
  }
}

/** Counts what is done from the end of the warm-up to the end of the time, or until no job is left. */
export class Count {
  #jobs;
  #seconds;
  #begun = performance.now();
  #counted = 0;
  #countedFrom = 0;
  #done = 0;
  #finish;
  finished = new Promise((resolve) => (this.#finish = resolve));

  constructor({ jobs, seconds }) {
    this.#jobs = jobs;
    this.#seconds = seconds;
    this.timer = setTimeout(() => this.#end(), seconds * 1000);
  }

  add(count = 1) {
    this.#done += count;
    const now = performance.now();
    if (this.#countedFrom === 0) {
      if (
        now - this.#begun >= WARM_UP_SHARE * this.#seconds * 1000 ||
        this.#done >= WARM_UP_SHARE * this.#jobs
      ) {
        this.#countedFrom = now;
      }
      return;
    }
    this.#counted += count;
    if (this.#done >= this.#jobs) this.#end();
  }

  #end() {
    clearTimeout(this.timer);
    this.#finish(this.#counted / ((performance.now() - this.#countedFrom) / 1000));
  }
}

/** The one line that the driver reads. */
export function tell(figures) {
  console.log(JSON.stringify(figures));
}

export async function timed(count, work) {
  const begun = performance.now();
  await work();
  return count / ((performance.now() - begun) / 1000);
}
