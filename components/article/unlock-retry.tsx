'use client';

import { useRouter } from 'next/navigation';
import { Component, type ReactNode } from 'react';

interface UnlockRetryProps {
  words: { lost: string; retry: string };
  children: ReactNode;
}

/**
 * An answer that never came leaves the page as it is. Trying again asks the server again: it shows the text
 * if the unlock was done, else the button, and pressing that twice charges once.
 */
export function UnlockRetry(props: UnlockRetryProps) {
  const { refresh } = useRouter();
  return <Boundary {...props} onRetry={refresh} />;
}

class Boundary extends Component<UnlockRetryProps & { onRetry: () => void }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(error: { digest?: string }) {
    // Next's own signals (redirect, not found) travel as errors.
    if (error.digest?.startsWith('NEXT_')) throw error;
    return { failed: true };
  }

  override render() {
    const { words, children, onRetry } = this.props;
    if (!this.state.failed) return children;
    return (
      <div role="alert" className="flex flex-col items-start gap-4">
        <p>{words.lost}</p>
        <button
          type="button"
          className="link"
          onClick={() => {
            this.setState({ failed: false });
            onRetry();
          }}
        >
          {words.retry}
        </button>
      </div>
    );
  }
}
