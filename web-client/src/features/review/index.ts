export { AppealsPage } from './AppealsPage';
export { ReviewsPage } from './ReviewsPage';
