import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MessageReader } from './messages';
import { LiveStream } from './stream';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server whose streams the test writes itself. */
class Server {
  readonly asked: (string | undefined)[] = [];
  private writer: WritableStreamDefaultWriter<Uint8Array> | undefined;

  readonly open = async (after: string | undefined, signal: AbortSignal): Promise<Response> => {
    this.asked.push(after);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    this.writer = writable.getWriter();
    signal.addEventListener('abort', () => void this.writer?.abort().catch(() => undefined));
    return new Response(readable);
  };

  async write(text: string): Promise<void> {
    await this.writer?.write(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  }

  async cut(): Promise<void> {
    await this.writer?.abort().catch(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
  }
}

test('messages are whole however the network cuts them', () => {
  const text = 'retry: 2000\n\nevent: feed\ndata: {"a":"ü"}\nid: 1:2:\n\nid: 3:4:5\n\n:\n\n';
  for (let cut = 0; cut < text.length; cut++) {
    const reader = new MessageReader();
    expect([...reader.read(text.slice(0, cut)), ...reader.read(text.slice(cut))]).toEqual([
      { name: 'feed', data: '{"a":"ü"}', id: '1:2:' },
      { name: '', data: '', id: '3:4:5' },
    ]);
  }
});

test('a stream that breaks comes back to where it was', async () => {
  const server = new Server();
  const told: string[] = [];
  const stream = new LiveStream(server.open, name => told.push(name));
  stream.start();
  await server.write('event: ready\ndata: {}\nid: 1\n\nid: 2\n\n');

  await server.cut();
  await vi.advanceTimersByTimeAsync(1_000);
  await server.write('event: feed\ndata: {}\nid: 3\n\n');

  expect(server.asked).toEqual([undefined, '2']);
  expect(told).toEqual(['ready', 'feed']);
  stream.stop();
});

test('a stream on which nothing moves is opened anew', async () => {
  const server = new Server();
  const stream = new LiveStream(server.open, () => undefined);
  stream.start();
  await server.write('event: ready\ndata: {}\nid: 1\n\n');

  await vi.advanceTimersByTimeAsync(45_000);

  expect(server.asked).toEqual([undefined, '1']);
  stream.stop();
});

test('a server that refuses is asked more and more rarely', async () => {
  let asked = 0;
  const stream = new LiveStream(
    async () => {
      asked++;
      return new Response(null, { status: 503 });
    },
    () => undefined,
  );
  stream.start();

  await vi.advanceTimersByTimeAsync(600_000);

  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(50);
  stream.stop();
});

test('a stream that was stopped does not come back by itself', async () => {
  const server = new Server();
  const stream = new LiveStream(server.open, () => undefined);
  stream.start();
  await server.write('event: ready\ndata: {}\nid: 1\n\n');

  stream.stop();
  await vi.advanceTimersByTimeAsync(120_000);

  expect(server.asked).toHaveLength(1);
});
