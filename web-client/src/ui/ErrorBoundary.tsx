import { Component, type ReactNode } from 'react';
import { ErrorScreen } from './Problem';

/** Keeps one broken screen from taking the rest with it. Give it a `key` that changes with the route. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <ErrorScreen error={this.state.error} />;
  }
}
