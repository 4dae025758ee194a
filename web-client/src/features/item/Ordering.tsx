import { Trans, useLingui } from '@lingui/react/macro';
import { Check, ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { Button, cx, Spoken } from '~/ui';
import type { FormProps } from './ItemForm';
import { moved } from './item';
import styles from './item.module.css';

interface Drag {
  id: string;
  from: number;
  to: number;
  startY: number;
  dy: number;
  /** Where the middle of each line was, and how high the one in hand is with the gap after it. */
  middles: number[];
  height: number;
}

/**
 * Things to bring into an order: dragged by their handle, or moved by buttons. The order in which they come may be the
 * right one, so it can be taken as it is.
 */
export function Ordering({ body, answer, onChange }: FormProps) {
  const { t } = useLingui();
  const options = body.options ?? [];
  const all = options.map(({ id }) => id);
  const order = [
    ...(answer.order ?? []).filter(id => all.includes(id)),
    ...all.filter(id => !answer.order?.includes(id)),
  ];
  const list = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const [said, setSaid] = useState('');
  const focus = useRef<string>(undefined);

  useEffect(() => {
    // A line that changes its place in the document loses the focus that a button in it had.
    const wanted = focus.current && list.current?.querySelector<HTMLElement>(`[data-move="${focus.current}"]`);
    focus.current = undefined;
    if (wanted) wanted.focus();
  });

  const move = (from: number, to: number) => {
    const id = order[from];
    if (id === undefined || to < 0 || to >= order.length) return;
    onChange({ order: moved(order, from, to) });
    setSaid(t`${textOf(id)}: place ${to + 1} of ${order.length}`);
  };
  const textOf = (id: string) => options.find(one => one.id === id)?.text ?? id;

  const grab = (event: PointerEvent<HTMLElement>, id: string, from: number) => {
    if (event.button !== 0 || event.currentTarget.closest('fieldset:disabled')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const boxes = Array.from(list.current?.children ?? [], line => line.getBoundingClientRect());
    const [first, second] = boxes;
    const gap = first && second ? second.top - first.bottom : 0;
    setDrag({
      id,
      from,
      to: from,
      startY: event.clientY,
      dy: 0,
      middles: boxes.map(box => (box.top + box.bottom) / 2),
      height: (boxes[from]?.height ?? 0) + gap,
    });
  };
  const pull = (event: PointerEvent) => {
    if (!drag) return;
    const dy = event.clientY - drag.startY;
    const middle = (drag.middles[drag.from] ?? 0) + dy;
    const others = drag.middles.filter((_, index) => index !== drag.from);
    setDrag({ ...drag, dy, to: others.filter(other => other < middle).length });
  };
  const drop = () => {
    if (drag && drag.to !== drag.from) move(drag.from, drag.to);
    setDrag(undefined);
  };
  const shift = (id: string, index: number): number => {
    if (!drag) return 0;
    if (id === drag.id) return drag.dy;
    if (index > drag.from && index <= drag.to) return -drag.height;
    if (index < drag.from && index >= drag.to) return drag.height;
    return 0;
  };

  return (
    <div>
      <p className={styles.legend}>
        <Trans>Bring them into order, first at the top</Trans>
      </p>
      <ol ref={list} className={styles.order}>
        {order.map((id, index) => {
          const text = textOf(id);
          return (
            <li
              key={id}
              className={cx(styles.ordered, drag?.id === id && styles.inHand)}
              style={{ translate: `0 ${shift(id, index)}px` }}
            >
              <span
                className={styles.handle}
                aria-hidden="true"
                onPointerDown={event => grab(event, id, index)}
                onPointerMove={pull}
                onPointerUp={drop}
                onPointerCancel={() => setDrag(undefined)}
              >
                <GripVertical />
              </span>
              <span className={styles.rank}>{index + 1}</span>
              <span className={styles.orderedText} dir="auto">
                {text}
              </span>
              <Button
                icon
                tone="quiet"
                aria-label={t`Move up: ${text}`}
                aria-disabled={index === 0 || undefined}
                data-move={`${id}-up`}
                onClick={() => {
                  focus.current = `${id}-up`;
                  move(index, index - 1);
                }}
              >
                <ChevronUp aria-hidden="true" />
              </Button>
              <Button
                icon
                tone="quiet"
                aria-label={t`Move down: ${text}`}
                aria-disabled={index === order.length - 1 || undefined}
                data-move={`${id}-down`}
                onClick={() => {
                  focus.current = `${id}-down`;
                  move(index, index + 1);
                }}
              >
                <ChevronDown aria-hidden="true" />
              </Button>
            </li>
          );
        })}
      </ol>
      <div aria-live="polite">
        <Spoken>{said}</Spoken>
      </div>
      {!answer.order && (
        <div className={styles.after}>
          <Button onClick={() => onChange({ order })}>
            <Check aria-hidden="true" />
            <Trans>It is right as it stands</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
