'use client';

import { ErrorText } from '@/components/site/error-text';
import './globals.css';

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** The last resort, when the root layout itself failed. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <ErrorText reference={error.digest} retry={reset} />
      </body>
    </html>
  );
}
