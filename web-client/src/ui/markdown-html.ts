import DOMPurify, { type Config } from 'dompurify';
import { Marked, type Tokens } from 'marked';
import { headingLevels } from './headings';

const marked = new Marked({
  gfm: true,
  breaks: false,
  // HTML inside Markdown is shown as the text it is: the sanitiser never has to judge it.
  renderer: { html: ({ text }) => escaped(text) },
});

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What of HTML may stay in a page. */
export const ALLOWED: Config = {
  ALLOWED_TAGS: [
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'kbd',
    'li',
    'ol',
    'p',
    'pre',
    's',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  ALLOWED_ATTR: ['href', 'start', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

const purify = DOMPurify();
purify.addHook('afterSanitizeAttributes', node => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer nofollow');
  }
  // What scrolls sideways must be reachable by keyboard.
  if (node.tagName === 'PRE') node.setAttribute('tabindex', '0');
});

/** Markdown as HTML that is safe to put into a page, with its headings below the one of level `under`. */
export function toHtml(markdown: string, under: number, allowed: Config = ALLOWED): string {
  const tokens = marked.lexer(markdown);
  const headings: Tokens.Heading[] = [];
  marked.walkTokens(tokens, token => {
    if (token.type === 'heading') headings.push(token as Tokens.Heading);
  });
  const levels = headingLevels(
    headings.map(({ depth }) => depth),
    under,
  );
  headings.forEach((heading, index) => {
    heading.depth = levels[index] ?? heading.depth;
  });
  return purify.sanitize(marked.parser(tokens), allowed);
}
