import { createElement, type ReactNode, useEffect, useState } from 'react';
import { cx } from '~/ui';
import prose from '~/ui/Markdown.module.css';
import { ItemImage } from './ItemImage';
import { atGaps } from './item';
import styles from './item.module.css';

const IMAGE = /^image:(img_[0-9a-z]{26})$/;

interface Props {
  text: string;
  under?: 1 | 2 | 3;
  /** What stands in a gap of the text. */
  gap?: ((id: string) => ReactNode) | undefined;
}

/**
 * The words of an item. Beyond what other texts of strangers may show there are images of the item, which come with the
 * reader's token, and gaps; links are words only, for nothing in a test leads out of it.
 */
export function ItemProse({ text, under = 2, gap }: Props) {
  const [read, setRead] = useState<{ of: string; nodes: ChildNode[] }>();
  useEffect(() => {
    let current = true;
    import('~/ui/markdown-html').then(
      ({ ALLOWED, toHtml }) => {
        const html = toHtml(text, under, {
          ...ALLOWED,
          ALLOWED_TAGS: [...(ALLOWED.ALLOWED_TAGS as string[]), 'img'],
          ALLOWED_ATTR: ['start', 'align', 'src', 'alt'],
          ALLOWED_URI_REGEXP: IMAGE,
        });
        // A document of its own loads and runs nothing.
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        if (current) setRead({ of: text, nodes: Array.from(body.childNodes) });
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [text, under]);
  return (
    <div className={cx(prose.prose, styles.prose, read?.of !== text && prose.plain)} dir="auto">
      {read?.of === text ? read.nodes.map((node, index) => shown(node, index, gap)) : withGaps(text, gap)}
    </div>
  );
}

function shown(node: ChildNode, key: number, gap: Props['gap']): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return withGaps(node.textContent ?? '', gap);
  if (node.nodeType !== Node.ELEMENT_NODE) return null;
  const element = node as Element;
  const tag = element.localName;
  if (tag === 'img') {
    const [, id] = IMAGE.exec(element.getAttribute('src') ?? '') ?? [];
    const alt = element.getAttribute('alt') ?? '';
    return id ? <ItemImage key={key} id={id} alt={alt} /> : <em key={key}>{alt}</em>;
  }
  const children = Array.from(element.childNodes, (child, index) => shown(child, index, gap));
  if (tag === 'a') return <span key={key}>{children}</span>;
  const attributes = Object.fromEntries(
    ['start', 'align'].map(name => [name, element.getAttribute(name)] as const).filter(([, value]) => value),
  );
  // What scrolls sideways must be reachable by keyboard.
  return createElement(tag, { key, ...attributes, ...(tag === 'pre' && { tabIndex: 0 }) }, ...children);
}

function withGaps(text: string, gap: Props['gap']): ReactNode {
  if (!gap) return text;
  return atGaps(text).map(piece => ('gap' in piece ? gap(piece.gap) : piece.text));
}
