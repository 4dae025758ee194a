export { AnswerForm } from './AnswerForm';
export { AnswerView } from './AnswerView';
export { type Fault, faultsOf, type Inputs, type Kind, type Outputs, type Templates, tidy } from './answer';
export { FaultText } from './Faults';
export { Given } from './Given';
export { Passage, Prompt } from './Prompt';
export { Sides } from './Sides';
export { WordCount } from './WordCount';
