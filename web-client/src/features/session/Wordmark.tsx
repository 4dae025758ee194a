import styles from './session.module.css';

/** The house's sign and name. */
export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <path className={styles.markHall} d="M13 51V29.5L32 13l19 16.5V51M9 51h46" />
        <path className={styles.markDoor} d="M24 51V38a8 8 0 0 1 16 0v13" />
      </svg>
      Guildhall
    </span>
  );
}
