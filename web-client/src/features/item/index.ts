export { useSelected } from './Critique';
export { ItemAnswer, ItemKeyView } from './ItemAnswer';
export { ItemForm } from './ItemForm';
export { ItemProse } from './ItemProse';
export { type Answer, type Filled, filled, type ItemBody, type ItemKind, tidy } from './item';
export { pieces, type Span, sentences, trimmed } from './spans';
