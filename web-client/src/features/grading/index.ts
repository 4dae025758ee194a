export { CalibrationPage } from './CalibrationPage';
export { GradingPage } from './GradingPage';
export { Material } from './Material';
export { Measures } from './Measures';
export { useCauseNames } from './Paused';
export { useGradingQueue } from './useDesk';
