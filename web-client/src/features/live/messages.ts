/** One server-sent event. `name` is empty when only the `id` came. */
export interface Message {
  name: string;
  data: string;
  id?: string;
}

/** Puts messages together from pieces of text, however the network has cut them. */
export class MessageReader {
  private rest = '';
  private message: Message = { name: '', data: '' };

  /** The messages that are whole with this piece. */
  read(piece: string): Message[] {
    const lines = (this.rest + piece).split(/\r?\n/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap(line => this.take(line));
  }

  private take(line: string): Message[] {
    if (line === '') {
      const whole = this.message;
      this.message = { name: '', data: '' };
      return whole.name || whole.id !== undefined ? [whole] : [];
    }
    const [, field, value] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') this.message.name = value ?? '';
    if (field === 'data') this.message.data += value ?? '';
    if (field === 'id') this.message.id = value ?? '';
    return [];
  }
}
