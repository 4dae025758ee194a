import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './Button';
import { cx } from './cx';
import styles from './Dialog.module.css';

export interface DialogProps {
  open: boolean;
  /** Called for Escape, the close button and a press outside. */
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons at the foot, the safe one first, the main one last. */
  actions?: ReactNode;
  /** `sheet` comes from the foot of a phone and from the side of a desktop. */
  kind?: 'dialog' | 'wide' | 'sheet';
}

/**
 * A modal on the browser's own `<dialog>`: focus is kept inside, what is behind is inert, Escape closes. Nothing is
 * rendered while it is closed.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, children, actions, kind = 'dialog' }: DialogProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opened = box.current;
    const before = document.activeElement;
    opened?.showModal();
    return () => {
      opened?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it for the keyboard; the press outside is an extra for mice.
    <dialog
      ref={box}
      aria-labelledby={id}
      className={cx(styles.dialog, kind !== 'dialog' && styles[kind])}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => event.target === box.current && onClose()}
    >
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        <Button icon tone="quiet" aria-label={t`Close`} onClick={onClose}>
          <X aria-hidden="true" />
        </Button>
      </div>
      <div className={styles.body}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </dialog>
  );
}

/** A {@link Dialog} that comes from the foot of a phone or the side of a desktop; for reading beside the work. */
export function Sheet(props: Omit<DialogProps, 'kind'>) {
  return <Dialog {...props} kind="sheet" />;
}
